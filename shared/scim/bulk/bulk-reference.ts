const PREFIX = 'bulkId:';

/** A place where a client names what it is only about to create (RFC 7644 section 3.7.2). */
export interface BulkReference {
  readonly bulkId: string;
  /** What stands before it: the path of a URI; empty for a bare reference. */
  readonly base: string;
}

/** The reference that a text is: `bulkId:x`, or a URI that ends in it, such as `/Users/bulkId:x`. */
export function bulkReference(text: string): BulkReference | undefined {
  if (text.startsWith(PREFIX)) return { base: '', bulkId: text.slice(PREFIX.length) };
  const end = text.lastIndexOf('/') + 1;
  const segment = text.slice(end);
  if (end === 0 || !segment.startsWith(PREFIX)) return undefined;
  return { base: text.slice(0, end), bulkId: segment.slice(PREFIX.length) };
}

/** The reference that the last segment of an operation's path is, as in `/Users/bulkId:x`. */
export function pathReference(path: string): BulkReference | undefined {
  const [resource = ''] = path.split('?');
  const end = resource.lastIndexOf('/') + 1;
  const segment = decoded(resource.slice(end));
  if (!segment.startsWith(PREFIX)) return undefined;
  return { base: resource.slice(0, end), bulkId: segment.slice(PREFIX.length) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
