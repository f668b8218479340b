import { ObjectType } from 'type-graphql';
import { ChildEntity } from 'typeorm';
import { Node } from '../model/node.type.ts';
import { Job } from './job.entity.ts';

@ChildEntity('SIMULATION')
@ObjectType('Simulation', {
  implements: [Job, Node],
  description: 'Thousands of possible futures of what is in place, or of one set of changes to it.',
})
export class Simulation extends Job {}
