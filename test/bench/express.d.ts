/** What SCIMMY's server needs of express, which ships no types. */
declare module 'express' {
  import type { Server } from 'node:http';

  namespace express {
    class Router {}
    interface Request {
      readonly baseUrl: string;
      header(name: string): string | undefined;
    }
    interface Application {
      set(setting: 'query parser', parse: (query: string | null) => object): void;
      use(path: string, router: Router): void;
      listen(port: number, host: string, ready: () => void): Server;
    }
  }
  function express(): express.Application;
  export = express;
}
