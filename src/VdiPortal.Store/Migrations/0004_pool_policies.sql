-- The pool's policy of each version of a module. warm_target is its minimum and keeps its name: replicas of the version before write it.
-- What such a replica saves during an upgrade has the defaults for the rest.

ALTER TABLE module_versions
    ADD COLUMN pool_max integer NOT NULL DEFAULT 1000 CHECK (pool_max BETWEEN 0 AND 1000),
    ADD COLUMN pool_spread text NOT NULL DEFAULT 'Even' CHECK (pool_spread IN ('Even', 'Pack')),
    ADD COLUMN pool_point text NOT NULL DEFAULT 'AfterServices' CHECK (pool_point IN ('AfterServices', 'AfterOs', 'BeforeOs', 'ByMemory')),
    ADD COLUMN pool_schedule jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(pool_schedule) = 'array'),
    ADD CONSTRAINT module_versions_pool_bounds CHECK (warm_target <= pool_max);

-- The forecast of a schedule is reckoned from the last fills of each pool.
CREATE INDEX vms_filled ON vms (module_id, machine_name, ready_at DESC) WHERE ready_at IS NOT NULL;

-- Earlier ready points that a template declares, and the one at which a VM is kept. Whoever claims it there sees it boot on.
ALTER TABLE template_versions
    ADD COLUMN before_os jsonb,
    ADD COLUMN after_os jsonb;
ALTER TABLE vms
    ADD COLUMN ready_stage text NOT NULL DEFAULT 'AfterServices' CHECK (ready_stage IN ('BeforeOs', 'AfterOs', 'AfterServices'));
INSERT INTO vm_power_steps (from_power, to_power) VALUES ('Paused', 'Booting');
