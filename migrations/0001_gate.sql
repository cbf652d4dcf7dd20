-- 职权之门：留痕、幂等提交
CREATE TABLE entries (
  id {uuid} PRIMARY KEY, at {int} NOT NULL, user_id {uuid} NOT NULL, user_name {text} NOT NULL,
  organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  verb {text} NOT NULL, command_id {uuid} NOT NULL, subject_kind {text} NOT NULL, subject_id {uuid} NOT NULL,
  act {text} NOT NULL, reason {text} NOT NULL, before_json {text} NOT NULL, after_json {text} NOT NULL
) {strict};
CREATE INDEX entries_subject ON entries (subject_id, id);

CREATE TABLE commands (
  id {uuid} PRIMARY KEY, user_id {uuid} NOT NULL, digest {text} NOT NULL, answer_json {text} NOT NULL, at {int} NOT NULL
) {strict};
