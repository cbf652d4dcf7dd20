-- 用户：按停用、锁定、少见的角色查询时，只看有关的少数账号
CREATE INDEX users_disabled ON users (id) WHERE NOT is_enabled;
CREATE INDEX users_locked ON users (locked_until) WHERE locked_until IS NOT NULL;
CREATE INDEX users_special ON users (id) WHERE roles <> 'officer';
