import { RollcallApp } from '#infra/rollcall-app.ts';

new RollcallApp();
