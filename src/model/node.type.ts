import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType('Node', { description: 'Anything that has an id of its own; node(id) finds it again.' })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, and unlike that of anything else.', simple: true })
  id!: string;
}
