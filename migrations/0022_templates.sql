-- 文书模板：各机关自编式样的各版（只增不改）、编制中的草稿、每份文书定稿时所用的自编式样
CREATE TABLE template_versions (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  form {text} NOT NULL, no {int} NOT NULL, basis {text} NOT NULL, restored_no {int},
  source {text} NOT NULL, sha256 {text} NOT NULL, form_edition {text} NOT NULL, form_hash {text} NOT NULL,
  valid_from {text} NOT NULL, reason {text} NOT NULL, made_at {int} NOT NULL, made_by {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX template_versions_form ON template_versions (organisation_id, form, no);

CREATE TABLE template_drafts (
  organisation_id {uuid} NOT NULL, prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  form {text} NOT NULL, source {text} NOT NULL, revision {int} NOT NULL,
  updated_at {int} NOT NULL, updated_by {text} NOT NULL,
  PRIMARY KEY (organisation_id, form)
) {strict};

CREATE TABLE document_templates (
  document_id {uuid} PRIMARY KEY, version_id {uuid} NOT NULL, sha256 {text} NOT NULL
) {strict};
