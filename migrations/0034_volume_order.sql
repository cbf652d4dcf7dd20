-- 卷内次序：按办案环节，或者按出具日期；以前的都按办案环节
ALTER TABLE volumes ADD COLUMN paper_order {text} NOT NULL DEFAULT 'phase';
