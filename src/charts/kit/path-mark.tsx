/** A path in the colours of the chart. */
import { paint, type ToneName } from "./colours.js";
import { round } from "./numbers.js";

export interface PathProps {
  readonly d: string; // Empty: no mark, since preact would write an attribute without a value, which is not valid XML.
  readonly fill?: ToneName;
  readonly stroke?: ToneName;
  readonly width?: number;
  readonly dashes?: string | undefined;
  readonly opacity?: number;
  readonly roundEnds?: boolean;
}

export function Path({ d, fill, stroke, width, dashes, opacity, roundEnds = false }: PathProps) {
  if (d === "") return null;
  return (
    <path
      d={d}
      {...paint({ fill, stroke })}
      stroke-width={width}
      stroke-dasharray={dashes}
      stroke-linejoin={roundEnds ? "round" : undefined}
      stroke-linecap={roundEnds ? "round" : undefined}
      fill-opacity={opacity}
    />
  );
}

/** A horizontal line. */
export function Rule({ y, x0, x1, ...rest }: Omit<PathProps, "d"> & { y: number; x0: number; x1: number }) {
  return <Path d={`M${round(x0)},${round(y)}H${round(x1)}`} {...rest} />;
}
