import type { Clock } from '#shared/kernel/clock.ts';
import type { OutgoingHttp } from '#shared/kernel/http/outgoing-http.ts';
import type { SecretBox } from '#shared/kernel/secret-box.ts';
import type { ProviderKeys } from '#shared/sign-in/relying-party/provider-keys.ts';
import type { ProviderMetadata } from '#shared/sign-in/relying-party/provider-metadata.ts';

/** What speaking with identity providers stands on; one for the life of a process. */
export interface RelyingPartyPorts {
  readonly http: OutgoingHttp;
  readonly clock: Clock;
  readonly secretBox: Pick<SecretBox, 'open'>;
  readonly metadata: ProviderMetadata;
  readonly keys: ProviderKeys;
  /** Whether providers may be on this machine, over http. */
  readonly local: boolean;
}
