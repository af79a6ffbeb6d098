/** The two forms in which a job's frames go out. */
export const LAYOUTS = ['datastream', 'pandadatastream'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What an element of the packed layout's `main_data` is. */
export const ELEMENTS = ['float32', 'float64', 'uint8', 'int16', 'uint16', 'int32'] as const;
export type Element = (typeof ELEMENTS)[number];

export function isInteger(element: Element): boolean {
  return !element.startsWith('float');
}
