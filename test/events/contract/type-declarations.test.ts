import { expectTypeOf, test } from 'vitest';
import type { EventData, EventType } from '#shared/events/catalogue.ts';
import type { EventEnvelope } from '#shared/events/envelope.ts';
import type {
  GroupMemberAdded,
  RollcallEvent,
  UserDeactivated,
} from '../../../docs/schemas/events.d.ts';

test('the types for consumers are those of the program', () => {
  expectTypeOf<RollcallEvent['type']>().toEqualTypeOf<EventType>();
  expectTypeOf<keyof RollcallEvent>().toEqualTypeOf<keyof EventEnvelope>();
  expectTypeOf<UserDeactivated['data']>().toExtend<EventData<'user.deactivated'>>();
  expectTypeOf<GroupMemberAdded['data']>().toExtend<EventData<'group.member_added'>>();
  // Consumers take any text where we write some of a list that grows.
  expectTypeOf<EventEnvelope['actor']>().toExtend<UserDeactivated['actor']>();
  expectTypeOf<EventEnvelope['cause']>().toExtend<RollcallEvent['cause']>();
});
