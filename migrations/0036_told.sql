-- 告知：上级办理下级人员、机构的事项，行里记下级的地区，下级的审计员也看得到
ALTER TABLE entries ADD COLUMN told_prov {text} NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN told_city {text} NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN told_county {text} NOT NULL DEFAULT '';
CREATE INDEX entries_told_prov ON entries (told_prov, at, id) WHERE told_prov <> '';
CREATE INDEX entries_told_city ON entries (told_city, at, id) WHERE told_prov <> '';
CREATE INDEX entries_told_county ON entries (told_county, at, id) WHERE told_prov <> '';
CREATE VIEW told_entries AS SELECT id, at, class, user_name, organisation_id, organisation_name, address, subject_kind,
  subject_id, act, reason, before_json, after_json, seq, hash, told_prov AS prov, told_city AS city, told_county AS county,
  prov AS by_prov, city AS by_city, county AS by_county
FROM entries WHERE told_prov <> '';
