-- 留痕链、留痕类别；临时查看
ALTER TABLE entries ADD COLUMN class {text} NOT NULL DEFAULT 'act';
ALTER TABLE entries ADD COLUMN address {text} NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN seq {int} NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN hash {text} NOT NULL DEFAULT '';
CREATE UNIQUE INDEX entries_chain ON entries (organisation_id, seq) WHERE seq > 0;
CREATE INDEX entries_at ON entries (at, id);
CREATE INDEX entries_prov ON entries (prov, at, id);
CREATE INDEX entries_city ON entries (city, at, id);
CREATE INDEX entries_county ON entries (county, at, id);
CREATE INDEX entries_class ON entries (county, class, at, id);

CREATE TABLE entry_chains (
  organisation_id {uuid} PRIMARY KEY, last_seq {int} NOT NULL, last_hash {text} NOT NULL
) {strict};

CREATE TABLE temporary_accesses (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL, user_name {text} NOT NULL,
  organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  subject_kind {text} NOT NULL, subject_id {uuid} NOT NULL, subject_name {text} NOT NULL,
  reason {text} NOT NULL, at {int} NOT NULL, expires_at {int} NOT NULL, is_noted {flag} NOT NULL, noted_by {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL, revision {int} NOT NULL
) {strict};
CREATE INDEX temporary_accesses_county ON temporary_accesses (county, id);
CREATE INDEX temporary_accesses_user ON temporary_accesses (user_id, expires_at);
CREATE TABLE temporary_access_records (
  access_id {uuid} NOT NULL, subject_id {uuid} NOT NULL, PRIMARY KEY (access_id, subject_id)
) {strict};
