-- 制作中的文书（草稿、审批、出具），文书的送达、更正、撤销
CREATE TABLE paper_drafts (
  id {uuid} PRIMARY KEY, form {text} NOT NULL, subject_kind {text} NOT NULL, subject_id {uuid} NOT NULL,
  follows {uuid}, supersedes {uuid}, enterprise_id {uuid} NOT NULL, enterprise_name {text} NOT NULL,
  organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  state {text} NOT NULL, data_json {text} NOT NULL, profile_json {text} NOT NULL, signers_json {text} NOT NULL,
  round {int} NOT NULL, document_id {uuid}, author_id {uuid} NOT NULL, author {text} NOT NULL,
  revision {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX paper_drafts_subject ON paper_drafts (subject_id, id);
CREATE INDEX paper_drafts_organ ON paper_drafts (organisation_id, state, id);

CREATE TABLE document_services (
  id {uuid} PRIMARY KEY, document_id {uuid} NOT NULL, organisation_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  method {text} NOT NULL, served_at {text} NOT NULL, addressee {text} NOT NULL, receiver {text} NOT NULL,
  relation {text} NOT NULL, place {text} NOT NULL, note {text} NOT NULL, attachments {text} NOT NULL,
  at {int} NOT NULL, by_name {text} NOT NULL
) {strict};
CREATE INDEX document_services_document ON document_services (document_id, id);

ALTER TABLE documents ADD COLUMN supersedes {uuid};
ALTER TABLE documents ADD COLUMN superseded_by {uuid};
ALTER TABLE documents ADD COLUMN ended_reason {text} NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ended_by {text} NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN ended_at {int};
