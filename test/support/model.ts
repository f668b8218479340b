import type { Api } from './api.ts';

export const constant = (value: number) => ({ shape: 'CONSTANT', value });

export interface Made {
  readonly id: string;
  readonly version: number;
}

const create =
  (kind: 'Asset' | 'Threat' | 'Scenario' | 'Control') =>
  async (api: Api, input: object): Promise<Made> => {
    const mutation = `mutation ($input: ${kind}Input!) { made: create${kind}(input: $input) { id version } }`;
    return (await api.ask<{ made: Made }>(mutation, { input })).made;
  };

const makeAsset = create('Asset');
const makeThreat = create('Threat');
const makeScenario = create('Scenario');
const makeControl = create('Control');

let count = 0;
const name = (kind: string) => `${kind} ${(count += 1)}`;

/** Each with as little as it needs, and a name of its own. */
export const newAsset = (api: Api, more: object = {}) =>
  makeAsset(api, { name: name('asset'), kind: 'APPLICATION', ...more });

export const newThreat = (api: Api, more: object = {}) =>
  makeThreat(api, { name: name('threat'), category: 'crime', ...more });

export const newControl = (api: Api, more: object = {}) =>
  makeControl(api, { name: name('control'), stance: 'DEFENSIVE', ...more });

/** Makes an asset and a threat for it where none is given. */
export async function newScenario(
  api: Api,
  more: { assetId?: string; threatId?: string; [field: string]: unknown } = {},
) {
  const assetId = more.assetId ?? (await newAsset(api)).id;
  const threatId = more.threatId ?? (await newThreat(api)).id;
  return makeScenario(api, {
    name: name('scenario'),
    effect: 'AVAILABILITY',
    lossEventFrequency: constant(1),
    ...more,
    assetId,
    threatId,
  });
}

/** What the API says against a request: its code, field and words. */
export async function refusal(api: Api, query: string, variables: object = {}) {
  const { errors } = await api.send(query, variables);
  if (errors?.length !== 1) throw new Error(`needs one error, got ${JSON.stringify(errors)}`);
  const { message, extensions } = errors[0];
  return { code: extensions.code, field: extensions.field, message };
}
