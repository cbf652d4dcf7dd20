-- 门户：开展检查、检查完结的时间；计数、地区汇总和临时查看提醒用的索引
ALTER TABLE inspections ADD COLUMN begun_at {int};
ALTER TABLE inspections ADD COLUMN concluded_at {int};
UPDATE inspections SET begun_at = created_at WHERE state <> 'pending';
UPDATE inspections SET concluded_at = updated_at WHERE state = 'concluded';
CREATE INDEX inspections_begun ON inspections (begun_at);
CREATE INDEX inspections_begun_prov ON inspections (prov, begun_at);
CREATE INDEX inspections_begun_city ON inspections (city, begun_at);
CREATE INDEX inspections_begun_county ON inspections (county, begun_at);
CREATE INDEX inspections_concluded ON inspections (concluded_at);
CREATE INDEX inspections_concluded_prov ON inspections (prov, concluded_at);
CREATE INDEX inspections_concluded_city ON inspections (city, concluded_at);
CREATE INDEX inspections_concluded_county ON inspections (county, concluded_at);

CREATE INDEX enterprises_summed ON enterprises (prov, city, county, state, equipment_count);
CREATE INDEX inspections_summed ON inspections (prov, city, county, state, problems);
CREATE INDEX rectifications_summed ON rectifications (prov, city, county, state, due_on);

CREATE INDEX schemes_author ON schemes (author_id, state);
CREATE INDEX rectifications_organ ON rectifications (organisation_id, state, due_on);
CREATE INDEX temporary_accesses_unnoted ON temporary_accesses (is_noted, county);
