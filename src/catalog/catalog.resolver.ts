import { Arg, Ctx, FieldResolver, Float, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Allowed } from '../access/allowed.decorator.ts';
import { Control } from '../controls/control.entity.ts';
import { ControlStatus } from '../controls/control-enums.type.ts';
import type { ControlStatus as ControlStatusName } from '../controls/control.ts';
import { ChangesModel } from '../model/changes-model.decorator.ts';
import { Scenario } from '../scenarios/scenario.entity.ts';
import type { Context } from '../server/context.ts';
import { Threat } from '../threats/threat.entity.ts';
import { adoptControl, adoptScenario, adoptThreat } from './adopt.service.ts';
import {
  CatalogControlFilter,
  CatalogControlType,
  CatalogThreatFilter,
  CatalogThreatType,
  CatalogType,
} from './catalog.type.ts';
import { CONTROLS } from './controls/all.ts';
import { isWantedControl, isWantedThreat } from './filter.ts';
import { shownControl, shownThreat } from './show.ts';
import { THREATS } from './threats/all.ts';

const TWICE = 'Refused where it was adopted before.';
const SCALED = 'scaled to the size of your organisation (setOrganizationSize)';

@Resolver(() => CatalogType)
export class CatalogResolver {
  @Allowed('model.read')
  @Query(() => CatalogType, {
    description: 'Publicly known threats to health care and controls, each figure with its basis and source.',
  })
  catalog(): CatalogType {
    return new CatalogType();
  }

  @FieldResolver(() => [CatalogThreatType], { description: 'Its threats, or those that are asked for.' })
  threats(
    @Arg('filter', () => CatalogThreatFilter, { nullable: true }) filter: CatalogThreatFilter | null,
  ): CatalogThreatType[] {
    return THREATS.filter((it) => isWantedThreat(it, filter ?? {})).map(shownThreat);
  }

  @FieldResolver(() => [CatalogControlType], { description: 'Its controls, or those that are asked for.' })
  controls(
    @Arg('filter', () => CatalogControlFilter, { nullable: true }) filter: CatalogControlFilter | null,
  ): CatalogControlType[] {
    return CONTROLS.filter((it) => isWantedControl(it, filter ?? {})).map(shownControl);
  }

  @ChangesModel()
  @Mutation(() => Threat, {
    description: `Copies a threat of the catalogue into your model, and ties the controls adopted before to it. ${TWICE}`,
  })
  adoptThreat(
    @Ctx() { db, viewer }: Context,
    @Arg('catalogId', () => String) catalogId: string,
  ): Promise<Threat> {
    return adoptThreat(db, viewer, catalogId);
  }

  @ChangesModel()
  @Mutation(() => Control, {
    description: `Copies a control of the catalogue into your model, its costs and people ${SCALED}. It acts on the threats and controls that were adopted, whether before or later, and on the assets with security holes that there are now; what it requires and is not adopted is taken to be there. ${TWICE}`,
  })
  adoptControl(
    @Ctx() { db, viewer }: Context,
    @Arg('catalogId', () => String) catalogId: string,
    @Arg('status', () => ControlStatus, { nullable: true, defaultValue: 'PROPOSED' })
    status: ControlStatusName | null,
  ): Promise<Control> {
    return adoptControl(db, viewer, catalogId, status ?? 'PROPOSED');
  }

  @ChangesModel()
  @Mutation(() => Scenario, {
    description: `Makes the scenario of an adopted threat's striking an asset, its rate and cost ${SCALED}. The cost stands as one sum, outage and records included, so it counts no breach until you split it.`,
  })
  adoptScenario(
    @Ctx() { db, viewer }: Context,
    @Arg('catalogId', () => String, { description: 'The threat in the catalogue.' }) catalogId: string,
    @Arg('assetId', () => ID) assetId: string,
    @Arg('share', () => Float, {
      nullable: true,
      defaultValue: 1,
      description: 'The part, above 0 and up to 1, of your organisation’s events that fall on this asset.',
    })
    share: number | null,
  ): Promise<Scenario> {
    return adoptScenario(db, viewer, catalogId, assetId, share ?? 1);
  }
}
