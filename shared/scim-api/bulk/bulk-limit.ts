import type { BodyLimit } from '#shared/kernel/http/read-json.ts';
import { MAX_BULK_BYTES } from '#shared/scim/limits.ts';

/** RFC 7644 section 3.7.4: the answer names the limit. */
export const bulkLimit: BodyLimit = {
  bytes: MAX_BULK_BYTES,
  detail: `The size of the bulk operation exceeds the maxPayloadSize (${MAX_BULK_BYTES}).`,
};
