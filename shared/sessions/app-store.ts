import type { App } from '#shared/sessions/app.ts';

/** The apps of tenants; reads see every earlier write. */
export interface AppStore {
  createApp(app: App): Promise<void>;
  apps(tenantId: string): Promise<App[]>;
  app(tenantId: string, id: string): Promise<App | undefined>;
  /** @throws DomainError `conflict` unless it is one version above the one that is there. */
  replaceApp(app: App): Promise<void>;
  /** From then on nothing that was minted for it is good for anything. */
  deleteApp(app: App): Promise<void>;
}
