-- 文书：编号规则、编号台账、文书、审核审批；取证：附件
CREATE TABLE numbering_rules (
  organisation_id {uuid} NOT NULL, form {text} NOT NULL, region_word {text} NOT NULL, organ_word {text} NOT NULL,
  kind_word {text} NOT NULL, start_serial {int} NOT NULL, digits {int} NOT NULL,
  PRIMARY KEY (organisation_id, form)
) {strict};

CREATE TABLE number_series (
  organisation_id {uuid} NOT NULL, form {text} NOT NULL, year {int} NOT NULL, last_serial {int} NOT NULL,
  PRIMARY KEY (organisation_id, form, year)
) {strict};

CREATE TABLE documents (
  id {uuid} PRIMARY KEY, form {text} NOT NULL, form_edition {text} NOT NULL, form_hash {text} NOT NULL,
  organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  enterprise_id {uuid} NOT NULL, enterprise_name {text} NOT NULL, subject_kind {text} NOT NULL, subject_id {uuid} NOT NULL,
  number {text} NOT NULL, year {int} NOT NULL, serial {int} NOT NULL, state {text} NOT NULL,
  data_json {text} NOT NULL, data_sha256 {text} NOT NULL, file_sha256 {text} NOT NULL, pages {int} NOT NULL,
  numbered_at {int} NOT NULL, issued_at {int}, issued_by {text} NOT NULL, revision {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX documents_number ON documents (organisation_id, form, year, serial);
CREATE INDEX documents_subject ON documents (subject_id, id);
CREATE INDEX documents_state ON documents (state, id);

CREATE TABLE approvals (
  id {uuid} PRIMARY KEY, subject_kind {text} NOT NULL, subject_id {uuid} NOT NULL, round {int} NOT NULL,
  organisation_id {uuid} NOT NULL, prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  stage {text} NOT NULL, assignee_id {uuid} NOT NULL, assignee_name {text} NOT NULL, assignee_title {text} NOT NULL,
  form {text} NOT NULL, title {text} NOT NULL, enterprise_name {text} NOT NULL, number {text} NOT NULL,
  submitted_by {text} NOT NULL, submitted_by_id {uuid} NOT NULL, submitted_at {int} NOT NULL,
  state {text} NOT NULL, opinion {text} NOT NULL, decided_at {int}, revision {int} NOT NULL
) {strict};
CREATE INDEX approvals_assignee ON approvals (assignee_id, state, id);
CREATE INDEX approvals_subject ON approvals (subject_id, id);

CREATE TABLE attachments (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  name {text} NOT NULL, media_type {text} NOT NULL, size {int} NOT NULL, sha256 {text} NOT NULL,
  uploaded_at {int} NOT NULL, uploaded_by {text} NOT NULL, uploaded_by_id {uuid} NOT NULL
) {strict};
