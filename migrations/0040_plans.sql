-- 专项计划：暂存、未备案、已备案。prov、city、county 是编制机关的；对象的设备数在备案时定格，连同当时的设备栏。
CREATE TABLE plans (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL, organisation_name {text} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  name {text} NOT NULL, industry {text} NOT NULL, kind {text} NOT NULL, starts_on {text}, ends_on {text},
  enterprise_count {int} NOT NULL, state {text} NOT NULL, columns_json {text} NOT NULL,
  created_at {int} NOT NULL, created_by {text} NOT NULL, submitted_at {int}, submitted_by {text} NOT NULL,
  filed_at {int}, filed_by {text} NOT NULL,
  revision {int} NOT NULL, updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX plans_organisation ON plans (organisation_id, id);
-- 上级只看已经备案的
CREATE INDEX plans_filed_prov ON plans (prov, id) WHERE state = 'filed';
CREATE INDEX plans_filed_city ON plans (city, id) WHERE state = 'filed';
CREATE TABLE plan_enterprises (
  plan_id {uuid} NOT NULL, enterprise_id {uuid} NOT NULL, ordinal {int} NOT NULL, name {text} NOT NULL,
  province_name {text} NOT NULL, city_name {text} NOT NULL, county_name {text} NOT NULL, counts_json {text} NOT NULL,
  PRIMARY KEY (plan_id, enterprise_id)
) {strict};
