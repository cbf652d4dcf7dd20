-- 行政立案查处：按立案审批表列案件，从地区查
CREATE INDEX documents_filed_prov ON documents (prov, id) WHERE form = 'filing_approval';
CREATE INDEX documents_filed_city ON documents (city, id) WHERE form = 'filing_approval';
CREATE INDEX documents_filed_county ON documents (county, id) WHERE form = 'filing_approval';
