-- 执法对象：基本信息补全、行业属性、暂存、核销缘由；列表的排序和筛选用的索引
ALTER TABLE enterprises ADD COLUMN business_kind {text} NOT NULL DEFAULT 'company';
ALTER TABLE enterprises ADD COLUMN postcode {text} NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN standard_grade {text} NOT NULL DEFAULT 'unrated';
ALTER TABLE enterprises ADD COLUMN risk_level {text} NOT NULL DEFAULT 'unrated';
ALTER TABLE enterprises ADD COLUMN supervision_level {text} NOT NULL DEFAULT 'county';
ALTER TABLE enterprises ADD COLUMN supervision_organ {text} NOT NULL DEFAULT '';
ALTER TABLE enterprises ADD COLUMN attributes_json {text} NOT NULL DEFAULT '{}';
--only sqlite
ALTER TABLE enterprises ADD COLUMN is_special {flag} NOT NULL DEFAULT 0;
--end
--only postgres
ALTER TABLE enterprises ADD COLUMN is_special {flag} NOT NULL DEFAULT FALSE;
--end
ALTER TABLE enterprises ADD COLUMN state_reason {text} NOT NULL DEFAULT '';
UPDATE enterprises SET is_special = (industries <> '');
ALTER TABLE equipment ADD COLUMN attributes_json {text} NOT NULL DEFAULT '{}';

CREATE INDEX enterprises_updated ON enterprises (updated_at, id);
CREATE INDEX enterprises_updated_prov ON enterprises (prov, updated_at, id);
CREATE INDEX enterprises_updated_city ON enterprises (city, updated_at, id);
CREATE INDEX enterprises_updated_county ON enterprises (county, updated_at, id);
CREATE INDEX enterprises_placed_prov ON enterprises (prov, county, id);
CREATE INDEX enterprises_placed_city ON enterprises (city, county, id);
CREATE INDEX enterprises_filtered ON enterprises (id, state, is_special, element, risk_level);
CREATE INDEX enterprises_filtered_prov ON enterprises (prov, id, state, is_special, element, risk_level);
CREATE INDEX enterprise_industries_industry ON enterprise_industries (industry, enterprise_id);

CREATE TABLE enterprise_drafts (
  id {uuid} PRIMARY KEY, organisation_id {uuid} NOT NULL,
  prov {text} NOT NULL, city {text} NOT NULL, county {text} NOT NULL,
  name {text} NOT NULL, content_json {text} NOT NULL,
  revision {int} NOT NULL, created_at {int} NOT NULL, created_by {text} NOT NULL,
  updated_at {int} NOT NULL, updated_by {text} NOT NULL
) {strict};
CREATE INDEX enterprise_drafts_organ ON enterprise_drafts (organisation_id, id);

-- 执法情报：一家企业的检查、整改和文书
CREATE INDEX inspections_enterprise ON inspections (enterprise_id, id);
CREATE INDEX rectifications_enterprise ON rectifications (enterprise_id, id);
CREATE INDEX documents_enterprise ON documents (enterprise_id, id);
