-- 检查事项：法规登记（法规、版本、条款），机关的自定义检查事项清单及其版次
CREATE TABLE statutes (
  key {text} PRIMARY KEY, short_name {text} NOT NULL, kind {text} NOT NULL
) {strict};

CREATE TABLE statute_versions (
  statute {text} NOT NULL, edition {text} NOT NULL, ordinal {int} NOT NULL, name {text} NOT NULL,
  number {text} NOT NULL, issuer {text} NOT NULL, promulgated_on {text}, effective_from {text} NOT NULL,
  effective_to {text}, PRIMARY KEY (statute, edition)
) {strict};
CREATE INDEX statute_versions_ordinal ON statute_versions (ordinal);

CREATE TABLE provisions (
  statute {text} NOT NULL, edition {text} NOT NULL, article {int} NOT NULL, paragraph {int} NOT NULL,
  item {int} NOT NULL, gist {text} NOT NULL, is_unsure {flag} NOT NULL,
  PRIMARY KEY (statute, edition, article, paragraph, item)
) {strict};

CREATE TABLE own_checklists (
  id {uuid} PRIMARY KEY, list_key {text} NOT NULL UNIQUE, organisation_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL, industry {text} NOT NULL,
  based_on {text} NOT NULL, stopped_on {text}, stop_reason {text} NOT NULL,
  revision {int} NOT NULL, created_at {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX own_checklists_organisation ON own_checklists (organisation_id, id);

CREATE TABLE own_checklist_editions (
  list_id {uuid} NOT NULL, edition {text} NOT NULL, ordinal {int} NOT NULL, zh {text} NOT NULL,
  based_on_edition {text} NOT NULL, valid_from {text}, published_at {int}, published_by {text} NOT NULL,
  PRIMARY KEY (list_id, ordinal)
) {strict};
CREATE UNIQUE INDEX own_checklist_editions_day ON own_checklist_editions (list_id, valid_from)
  WHERE valid_from IS NOT NULL;

CREATE TABLE own_check_items (
  list_id {uuid} NOT NULL, edition {text} NOT NULL, code {text} NOT NULL, ordinal {int} NOT NULL,
  content {text} NOT NULL, item_json {text} NOT NULL, stopped_on {text}, stop_reason {text} NOT NULL,
  PRIMARY KEY (list_id, edition, code)
) {strict};
