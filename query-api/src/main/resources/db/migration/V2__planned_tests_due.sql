-- Looked at every two seconds; few experiments are in fixed mode.
CREATE INDEX experiments_in_fixed_mode ON experiments (id) WHERE document #>> '{design,plan,mode}' = 'FIXED';
