// 行政区划 · makes divisions.csv: the county-level list of @vant/area-data, put right by corrections.toml.
// An unused correction is an error, so that the table shrinks when the source is mended.
import { readFileSync, writeFileSync } from 'node:fs'
import { areaList } from '@vant/area-data'
import { parse } from 'smol-toml'

const here = (name) => new URL(name, import.meta.url)
const corrections = parse(readFileSync(here('corrections.toml'), 'utf8'))
const rows = new Map()

const put = (list, level, parentOf) => {
  for (const [code, name] of Object.entries(list)) {
    rows.set(code, { code, name, level, parent: parentOf(code), valid_from: '', valid_to: '' })
  }
}
put(areaList.province_list, 'province', () => '')
put(areaList.city_list, 'city', (code) => `${code.slice(0, 2)}0000`)
put(areaList.county_list, 'county', (code) => `${code.slice(0, 4)}00`)

const known = (code) => {
  const row = rows.get(code)
  if (!row) throw new Error(`correction for an unknown code ${code}`)
  return row
}
for (const { pattern } of corrections.drop_pattern) {
  const matcher = new RegExp(pattern)
  const hits = [...rows.keys()].filter((code) => matcher.test(code))
  if (hits.length === 0) throw new Error(`pattern ${pattern} matches nothing`)
  for (const code of hits) rows.delete(code)
}
for (const { codes } of corrections.drop) for (const code of codes) rows.delete(known(code).code)
for (const { codes, name } of corrections.rename) for (const code of codes) known(code).name = name
for (const { code, valid_from = '', valid_to = '' } of corrections.period) {
  Object.assign(known(code), { valid_from, valid_to })
}
for (const { reason, ...row } of corrections.add) {
  if (rows.has(row.code)) throw new Error(`${row.code} is already in the source`)
  rows.set(row.code, row)
}

const sorted = [...rows.values()].sort((a, b) => a.code.localeCompare(b.code))
const lines = sorted.map((r) => [r.code, r.name, r.level, r.parent, r.valid_from, r.valid_to].join(','))
writeFileSync(here('divisions.csv'), ['code,name,level,parent,valid_from,valid_to', ...lines, ''].join('\n'))
console.log(`${sorted.length} divisions`)
