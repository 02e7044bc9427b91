import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { StatefulStack } from '#infra/stateful-stack.ts';
import { StatelessStack } from '#infra/stateless-stack.ts';

const app = new App();
const { table, bus, key } = new StatefulStack(app, 'RollcallStateful');
new StatelessStack(app, 'RollcallStateless', { table, bus, key });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
