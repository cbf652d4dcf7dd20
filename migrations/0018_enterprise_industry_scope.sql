-- 行业类型带上区划：按行业查询和计数不必逐家比对
ALTER TABLE enterprise_industries ADD COLUMN prov {text} NOT NULL DEFAULT '';
ALTER TABLE enterprise_industries ADD COLUMN city {text} NOT NULL DEFAULT '';
ALTER TABLE enterprise_industries ADD COLUMN county {text} NOT NULL DEFAULT '';
UPDATE enterprise_industries SET
  prov = (SELECT e.prov FROM enterprises e WHERE e.id = enterprise_id),
  city = (SELECT e.city FROM enterprises e WHERE e.id = enterprise_id),
  county = (SELECT e.county FROM enterprises e WHERE e.id = enterprise_id)
WHERE enterprise_id IN (SELECT id FROM enterprises);
CREATE INDEX enterprise_industries_prov ON enterprise_industries (industry, prov, enterprise_id);
CREATE INDEX enterprise_industries_city ON enterprise_industries (industry, city, enterprise_id);
