-- 检查：现场检查方案、现场执法检查、整改复查
CREATE TABLE schemes (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  enterprise_id {uuid}, enterprise_name {text} NOT NULL, officers {text} NOT NULL,
  inspect_from {text}, inspect_to {text}, approval_mode {text} NOT NULL, source {text} NOT NULL, origin {text} NOT NULL,
  state {text} NOT NULL, number {text} NOT NULL, draft_json {text} NOT NULL, frozen_json {text} NOT NULL,
  round {int} NOT NULL, document_id {uuid}, inspection_id {uuid},
  author_id {uuid} NOT NULL, author {text} NOT NULL, revision {int} NOT NULL,
  created_at {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX schemes_prov ON schemes (prov, id);
CREATE INDEX schemes_city ON schemes (city, id);
CREATE INDEX schemes_county ON schemes (county, id);

CREATE TABLE inspections (
  id {uuid} PRIMARY KEY, scheme_id {uuid} NOT NULL UNIQUE, organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  enterprise_id {uuid} NOT NULL, enterprise_name {text} NOT NULL, scheme_number {text} NOT NULL,
  officers {text} NOT NULL, officer_ids {text} NOT NULL, inspect_from {text} NOT NULL, inspect_to {text} NOT NULL,
  origin {text} NOT NULL, state {text} NOT NULL, number {text} NOT NULL, items_json {text} NOT NULL, targets_json {text} NOT NULL,
  particulars_json {text} NOT NULL, papers_json {text} NOT NULL, problems {int} NOT NULL, rectification_id {uuid},
  revision {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX inspections_prov ON inspections (prov, id);
CREATE INDEX inspections_city ON inspections (city, id);
CREATE INDEX inspections_county ON inspections (county, id);

CREATE TABLE inspection_officers (
  officer_id {uuid} NOT NULL, inspection_id {uuid} NOT NULL, PRIMARY KEY (officer_id, inspection_id)
) {strict};
CREATE INDEX inspection_officers_of ON inspection_officers (inspection_id);

CREATE TABLE findings (
  inspection_id {uuid} NOT NULL, item_id {text} NOT NULL, target {text} NOT NULL, id {uuid} NOT NULL,
  unit_zh {text} NOT NULL, workshop {text} NOT NULL, target_name {text} NOT NULL, verdict {text} NOT NULL, description {text} NOT NULL, measure {text} NOT NULL,
  due_on {text}, attachments {text} NOT NULL, answered_at {int} NOT NULL, answered_by {text} NOT NULL,
  PRIMARY KEY (inspection_id, item_id, target)
) {strict};

CREATE TABLE other_problems (
  id {uuid} PRIMARY KEY, inspection_id {uuid} NOT NULL, ordinal {int} NOT NULL, description {text} NOT NULL,
  measure {text} NOT NULL, due_on {text}, violated {text} NOT NULL, attachments {text} NOT NULL
) {strict};
CREATE INDEX other_problems_inspection ON other_problems (inspection_id, ordinal);

CREATE TABLE rectifications (
  id {uuid} PRIMARY KEY, inspection_id {uuid} NOT NULL, organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  enterprise_id {uuid} NOT NULL, enterprise_name {text} NOT NULL, officers {text} NOT NULL, officer_ids {text} NOT NULL,
  inspected_on {text} NOT NULL, ordered_on {text} NOT NULL, order_document_id {uuid} NOT NULL, order_number {text} NOT NULL,
  originally_due_on {text} NOT NULL, due_on {text} NOT NULL, is_extended {flag} NOT NULL, origin {text} NOT NULL,
  state {text} NOT NULL, problems {int} NOT NULL, termination_reason {text} NOT NULL, terminated_at {int}, terminated_by {text} NOT NULL,
  revision {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX rectifications_prov ON rectifications (prov, due_on, id);
CREATE INDEX rectifications_city ON rectifications (city, due_on, id);
CREATE INDEX rectifications_county ON rectifications (county, due_on, id);

CREATE TABLE rectification_problems (
  id {uuid} PRIMARY KEY, rectification_id {uuid} NOT NULL, ordinal {int} NOT NULL, text {text} NOT NULL,
  unit_zh {text} NOT NULL, workshop {text} NOT NULL, target_name {text} NOT NULL, measure {text} NOT NULL,
  due_on {text} NOT NULL, violated {text} NOT NULL
) {strict};
CREATE INDEX rectification_problems_of ON rectification_problems (rectification_id, ordinal);

CREATE TABLE extensions (
  id {uuid} PRIMARY KEY, rectification_id {uuid} NOT NULL, from_day {text} NOT NULL, to_day {text} NOT NULL,
  requested_on {text} NOT NULL, reason {text} NOT NULL, attachment_id {uuid}, by_name {text} NOT NULL, at {int} NOT NULL
) {strict};
CREATE INDEX extensions_of ON extensions (rectification_id, id);

CREATE TABLE re_check_drafts (
  rectification_id {uuid} PRIMARY KEY, draft_json {text} NOT NULL, revision {int} NOT NULL, by_name {text} NOT NULL, at {int} NOT NULL
) {strict};

CREATE TABLE re_checks (
  id {uuid} PRIMARY KEY, rectification_id {uuid} NOT NULL UNIQUE, checked_at {text} NOT NULL, officers {text} NOT NULL,
  findings_json {text} NOT NULL, conclusion {text} NOT NULL, document_id {uuid} NOT NULL, document_number {text} NOT NULL,
  result {text} NOT NULL, at {int} NOT NULL, by_name {text} NOT NULL
) {strict};
