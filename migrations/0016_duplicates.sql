-- 疑似重复：成对的企业、得分与理由、核对结论；合并与撤销。待比对的企业排队，由程序逐家比对
ALTER TABLE enterprises ADD COLUMN merged_into {uuid};

CREATE TABLE duplicate_queue (enterprise_id {uuid} PRIMARY KEY, at {int} NOT NULL) {strict};
INSERT INTO duplicate_queue (enterprise_id, at) SELECT id, 0 FROM enterprises;

CREATE TABLE duplicate_pairs (
  id {uuid} PRIMARY KEY, left_id {uuid} NOT NULL, right_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  score {int} NOT NULL, reasons {text} NOT NULL, state {text} NOT NULL, reason {text} NOT NULL,
  revision {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL,
  UNIQUE (left_id, right_id)
) {strict};
CREATE INDEX duplicate_pairs_right ON duplicate_pairs (right_id);
CREATE INDEX duplicate_pairs_score ON duplicate_pairs (state, score, id);
CREATE INDEX duplicate_pairs_prov ON duplicate_pairs (prov, state, score, id);
CREATE INDEX duplicate_pairs_city ON duplicate_pairs (city, state, score, id);
CREATE INDEX duplicate_pairs_county ON duplicate_pairs (county, state, score, id);

CREATE TABLE enterprise_merges (
  id {uuid} PRIMARY KEY, pair_id {uuid} NOT NULL,
  survivor_id {uuid} NOT NULL, survivor_name {text} NOT NULL, merged_id {uuid} NOT NULL, merged_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  before_json {text} NOT NULL, survivor_revision {int} NOT NULL, merged_revision {int} NOT NULL,
  reason {text} NOT NULL, state {text} NOT NULL, undo_reason {text} NOT NULL,
  revision {int} NOT NULL, created_at {int} NOT NULL, created_by {text} NOT NULL,
  updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX enterprise_merges_survivor ON enterprise_merges (survivor_id, id);
CREATE INDEX enterprise_merges_merged ON enterprise_merges (merged_id, id);
