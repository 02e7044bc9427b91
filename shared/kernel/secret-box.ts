/** Whose secret it is; one that was sealed for one owner cannot be opened for another. */
export interface SecretOwner {
  readonly tenantId: string;
  readonly kind: 'webhook' | 'connection' | 'claims';
  readonly id: string;
}

/** Keeps secrets so that the table alone gives none away. */
export interface SecretBox {
  seal(owner: SecretOwner, secret: string): Promise<string>;
  /** @throws Error when it was sealed for another owner, or by another key. */
  open(owner: SecretOwner, sealed: string): Promise<string>;
}
