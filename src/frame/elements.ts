/** Types an element of a frame can have; always little-endian. */
export const ELEMENTS = ['float32', 'float64', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32'] as const;
export type ElementType = (typeof ELEMENTS)[number];

/**
 * Types by the bytes they take, in the order in which a type nobody named is looked for. Values that fit both kinds of
 * whole number are read without a sign: negative ones would show in the extremes at once, great ones perhaps only later.
 */
const BY_WIDTH: ReadonlyMap<number, readonly ElementType[]> = new Map([
  [1, ['uint8', 'int8']],
  [2, ['uint16', 'int16']],
  [4, ['float32', 'uint32', 'int32']],
  [8, ['float64']],
]);

/** The types of elements of `width` bytes, likeliest first; empty for a width no type has. */
export function elementsOfWidth(width: number): readonly ElementType[] {
  return BY_WIDTH.get(width) ?? [];
}

export function isInteger(element: ElementType): boolean {
  return !element.startsWith('float');
}
