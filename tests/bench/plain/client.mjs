// SPDX-FileCopyrightText: 2026 The Kinchart contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// client.mjs BASE TOKEN QUERY...: a client as others ship it: one question after the other, every
// page kept in memory, and all of it handed on at the end, as lines of type, id and JSON.

import Client from 'fhir-kit-client';

const [baseUrl, bearerToken, ...queries] = process.argv.slice(2);
const client = new Client({ baseUrl, bearerToken });
const resources = [];

for (const query of queries) {
  let bundle = await client.request(query);
  while (bundle) {
    resources.push(...(bundle.entry ?? []).map((entry) => entry.resource));
    bundle = await client.nextPage({ bundle });
  }
}

for (const resource of resources)
  process.stdout.write(`${resource.resourceType}\t${resource.id}\t${JSON.stringify(resource)}\n`);
