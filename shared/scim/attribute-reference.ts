/** An attribute as a client names it (RFC 7644 3.10), not yet resolved against a resource type. */
export interface AttributeReference {
  /** As written. */
  readonly text: string;
  readonly urn?: string;
  readonly name: string;
  readonly subAttribute?: string;
}
