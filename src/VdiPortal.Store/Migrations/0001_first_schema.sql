-- The first schema. Conventions:
-- * States are the names of the broker's enums; checks list them.
-- * Failures are two columns: a code (the enum's name) and a detail for administrators.
-- * What must never happen is forbidden here (unique indexes, checks, triggers), not only in the program.
-- * Lock order: user or host first, then desktop, VM, slot. The program locks the host's row before anything gives slots or memory back.

---------------------------------------------------------------- people

CREATE TABLE users (
    id              uuid PRIMARY KEY,
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    name_key        text NOT NULL UNIQUE,   -- the name in the form that is compared; made by the program, so that no collation matters
    display_name    text NOT NULL CHECK (length(display_name) <= 100),
    role            text NOT NULL CHECK (role IN ('User', 'Trainer', 'Admin')),
    disabled        boolean NOT NULL,
    created_at      timestamptz NOT NULL,
    last_sign_in_at timestamptz
);

-- Apart from the account, so that no query on accounts can bring a hash along.
CREATE TABLE passwords (
    user_id      uuid PRIMARY KEY REFERENCES users,
    hash         text NOT NULL,
    failed_count integer NOT NULL DEFAULT 0 CHECK (failed_count >= 0),
    locked_until timestamptz
);

CREATE TABLE groups (
    id   uuid PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100)
);

CREATE TABLE group_members (
    group_id uuid NOT NULL REFERENCES groups ON DELETE CASCADE,
    user_id  uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX group_members_user ON group_members (user_id);

CREATE TABLE sign_ins (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users,
    from_address text NOT NULL CHECK (length(from_address) <= 100),
    agent        text NOT NULL CHECK (length(agent) <= 300),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    expired      boolean NOT NULL DEFAULT false   -- set by housekeeping once the end of its time was made known
);
CREATE INDEX sign_ins_user ON sign_ins (user_id);
CREATE INDEX sign_ins_open ON sign_ins (expires_at) WHERE revoked_at IS NULL AND NOT expired;

CREATE TABLE api_tokens (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    hash         bytea NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX api_tokens_user ON api_tokens (user_id);

CREATE TABLE setup_codes (
    purpose     text PRIMARY KEY CHECK (length(purpose) <= 100),
    hash        bytea NOT NULL,
    expires_at  timestamptz NOT NULL,
    wrong_tries integer NOT NULL DEFAULT 0
);

---------------------------------------------------------------- catalog

CREATE TABLE templates (
    id   uuid PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100)
);

CREATE TABLE template_versions (
    template_id     uuid NOT NULL REFERENCES templates,
    version         integer NOT NULL CHECK (version >= 1),
    title           text NOT NULL,
    os              text NOT NULL,
    os_version      text NOT NULL,
    cpus            integer NOT NULL CHECK (cpus >= 1),
    memory_mib      integer NOT NULL CHECK (memory_mib >= 1),
    video           text NOT NULL,
    width           integer NOT NULL CHECK (width >= 1),
    height          integer NOT NULL CHECK (height >= 1),
    disk            jsonb NOT NULL,
    kernel          jsonb,
    initrd          jsonb,
    command_line    text,
    has_guest_agent boolean NOT NULL,
    applications    text[] NOT NULL,
    ready           jsonb NOT NULL,
    PRIMARY KEY (template_id, version)
);

CREATE TABLE modules (
    id      uuid PRIMARY KEY,
    slug    text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]{1,60}$'),
    version integer NOT NULL CHECK (version >= 1)   -- the newest
);

CREATE TABLE module_versions (
    module_id   uuid NOT NULL REFERENCES modules,
    version     integer NOT NULL,
    slug        text NOT NULL,
    title       text NOT NULL CHECK (length(title) <= 80),
    summary     text NOT NULL CHECK (length(summary) <= 200),
    category    text NOT NULL CHECK (length(category) <= 80),
    picture     text CHECK (length(picture) <= 300),
    persistence text NOT NULL CHECK (persistence IN ('ResetsAtEnd', 'Kept')),
    warm_target integer NOT NULL CHECK (warm_target >= 0),
    pause_after interval,
    end_after   interval CHECK (end_after > pause_after),
    PRIMARY KEY (module_id, version),
    CHECK ((pause_after IS NULL) = (end_after IS NULL))
);

CREATE TABLE module_machines (
    module_id        uuid NOT NULL,
    module_version   integer NOT NULL,
    position         integer NOT NULL,
    name             text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    template_id      uuid NOT NULL,
    template_version integer NOT NULL,
    width            integer CHECK (width >= 1),
    height           integer CHECK (height >= 1),
    PRIMARY KEY (module_id, module_version, position),
    UNIQUE (module_id, module_version, name),
    FOREIGN KEY (module_id, module_version) REFERENCES module_versions,
    FOREIGN KEY (template_id, template_version) REFERENCES template_versions
);

CREATE TABLE access_rules (
    id         uuid PRIMARY KEY,
    module_id  uuid NOT NULL REFERENCES modules,
    subject    text NOT NULL CHECK (subject IN ('Everyone', 'User', 'Group')),
    subject_id uuid,
    from_at    timestamptz,
    until_at   timestamptz,
    CHECK ((subject = 'Everyone') = (subject_id IS NULL))
);
CREATE INDEX access_rules_module ON access_rules (module_id);

---------------------------------------------------------------- hosts

CREATE TABLE hosts (
    id               uuid PRIMARY KEY,
    name             text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    wanted           text NOT NULL CHECK (wanted IN ('Online', 'Draining', 'Maintenance', 'Offline')),   -- what an administrator wants
    reachable        boolean NOT NULL,
    state            text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN reachable OR wanted IN ('Maintenance', 'Offline') THEN wanted ELSE 'Unreachable' END) STORED,
    announced_slots  integer NOT NULL CHECK (announced_slots BETWEEN 0 AND 10000),
    announced_mib    integer NOT NULL CHECK (announced_mib >= 0),
    -- What a host announces may be less than what its VMs hold. Then it counts as having what they hold, until they give it back.
    memory_mib       integer NOT NULL,
    reserved_mib     integer NOT NULL DEFAULT 0,
    cpu_cores        integer NOT NULL,
    site             text NOT NULL,
    labels           text[] NOT NULL,
    agent_version    text NOT NULL,
    hypervisor       text NOT NULL,
    console_endpoint text NOT NULL,
    boot_id          text NOT NULL,
    previous_boot_id text NOT NULL,
    replica          uuid NOT NULL,
    connection       bigint NOT NULL,
    cpu_percent      double precision NOT NULL DEFAULT 0,
    free_memory_mib  integer NOT NULL DEFAULT 0,
    free_disk_bytes  bigint NOT NULL DEFAULT 0,
    last_seen_at     timestamptz NOT NULL,
    problem          text,
    CONSTRAINT hosts_memory CHECK (reserved_mib >= 0 AND reserved_mib <= memory_mib)
) WITH (fillfactor = 70);

---------------------------------------------------------------- sessions and desktops

CREATE TABLE desktops (
    id               uuid PRIMARY KEY,
    user_id          uuid NOT NULL REFERENCES users,
    module_id        uuid NOT NULL,
    module_version   integer NOT NULL,
    template_id      uuid NOT NULL,
    template_version integer NOT NULL,
    home_host        uuid REFERENCES hosts,
    has_disk         boolean NOT NULL DEFAULT false,
    created_at       timestamptz NOT NULL,
    last_used_at     timestamptz NOT NULL,
    CONSTRAINT desktops_one_per_user_and_module UNIQUE (user_id, module_id),
    FOREIGN KEY (module_id, module_version) REFERENCES module_versions,
    FOREIGN KEY (template_id, template_version) REFERENCES template_versions
);

CREATE TABLE sessions (
    id             uuid PRIMARY KEY,
    request_id     uuid NOT NULL,
    user_id        uuid NOT NULL REFERENCES users,
    user_name      text NOT NULL,        -- names never change and versions of modules do not either: copied once
    sign_in_id     uuid,
    module_id      uuid NOT NULL,
    module_version integer NOT NULL,
    module_title   text NOT NULL,
    state          text NOT NULL CHECK (state IN ('Starting', 'Running', 'Paused', 'Ended', 'Failed')),
    active         boolean NOT NULL GENERATED ALWAYS AS (state NOT IN ('Ended', 'Failed')) STORED,
    stage          text NOT NULL CHECK (stage IN ('Queued', 'Copying', 'Booting', 'Resuming', 'Running')),
    progress       integer NOT NULL CHECK (progress BETWEEN 0 AND 100),
    place          integer CHECK (place >= 1),
    desktop_id     uuid REFERENCES desktops,
    failure_code   text,
    failure_detail text CHECK (length(failure_detail) <= 500),
    warm           boolean NOT NULL DEFAULT false,
    claimed_ms     double precision,
    running_ms     double precision,
    console_ms     double precision,
    first_frame_ms double precision,
    requested_at   timestamptz NOT NULL,
    running_at     timestamptz,
    last_input_at  timestamptz NOT NULL,
    ended_at       timestamptz,
    version        bigint NOT NULL DEFAULT 1,
    CONSTRAINT sessions_one_per_request UNIQUE (user_id, request_id),
    FOREIGN KEY (module_id, module_version) REFERENCES module_versions,
    CONSTRAINT sessions_place CHECK ((state IN ('Ended', 'Failed')) = (place IS NULL))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX sessions_one_active_per_module ON sessions (user_id, module_id) WHERE active;
CREATE UNIQUE INDEX sessions_one_per_place ON sessions (user_id, place) WHERE active;
CREATE INDEX sessions_active ON sessions (requested_at) WHERE active;
CREATE INDEX sessions_ended ON sessions (user_id, ended_at);

---------------------------------------------------------------- VMs

CREATE TABLE vms (
    id               uuid PRIMARY KEY,
    module_id        uuid NOT NULL,
    module_version   integer NOT NULL,
    machine_name     text NOT NULL,
    template_id      uuid NOT NULL,
    template_version integer NOT NULL,
    host_id          uuid NOT NULL REFERENCES hosts,
    slot             integer NOT NULL CHECK (slot >= 0),
    power            text NOT NULL,
    wish             text NOT NULL CHECK (wish IN ('Warm', 'Run', 'Pause', 'ShutDown', 'Destroy')),
    generation       bigint NOT NULL,
    session_id       uuid REFERENCES sessions,
    desktop_id       uuid REFERENCES desktops,
    progress         integer NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
    reserved_mib     integer NOT NULL CHECK (reserved_mib >= 0),
    failure_code     text,
    failure_detail   text CHECK (length(failure_detail) <= 500),
    created_at       timestamptz NOT NULL,
    ready_at         timestamptz,
    claimed_at       timestamptz,
    failed_at        timestamptz,
    gone_at          timestamptz,
    FOREIGN KEY (module_id, module_version) REFERENCES module_versions,
    FOREIGN KEY (template_id, template_version) REFERENCES template_versions
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX vms_one_per_slot ON vms (host_id, slot) WHERE power <> 'Gone';
CREATE UNIQUE INDEX vms_one_per_session_and_machine ON vms (session_id, machine_name) WHERE session_id IS NOT NULL;
CREATE UNIQUE INDEX vms_one_active_per_desktop ON vms (desktop_id) WHERE power <> 'Gone' AND desktop_id IS NOT NULL;
CREATE INDEX vms_warm ON vms (module_id, module_version, machine_name, ready_at, id)
    WHERE power = 'Paused' AND wish = 'Warm' AND session_id IS NULL;
CREATE INDEX vms_failed ON vms (failed_at) WHERE failed_at IS NOT NULL AND session_id IS NULL;

CREATE TABLE slots (
    host_id uuid NOT NULL REFERENCES hosts,
    number  integer NOT NULL CHECK (number >= 0),
    vm_id   uuid UNIQUE REFERENCES vms,
    PRIMARY KEY (host_id, number)
) WITH (fillfactor = 70);
CREATE INDEX slots_free ON slots (host_id, number) WHERE vm_id IS NULL;

-- A VM that is gone gives back its slot and its memory, whoever wrote it down.
CREATE FUNCTION vms_give_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hosts
    SET reserved_mib = reserved_mib - NEW.reserved_mib,
        memory_mib = greatest(announced_mib, reserved_mib - NEW.reserved_mib)
    WHERE id = NEW.host_id;

    -- A slot that the host no longer announces has only waited for its VM to go.
    DELETE FROM slots USING hosts
    WHERE slots.vm_id = NEW.id AND hosts.id = slots.host_id AND slots.number >= hosts.announced_slots;
    UPDATE slots SET vm_id = NULL WHERE vm_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER vms_give_back AFTER UPDATE OF power ON vms FOR EACH ROW
    WHEN (NEW.power = 'Gone' AND OLD.power <> 'Gone') EXECUTE FUNCTION vms_give_back();

---------------------------------------------------------------- consoles, leases, settings

CREATE TABLE console_connections (
    id           uuid PRIMARY KEY,
    replica      uuid NOT NULL,
    session_id   uuid NOT NULL,
    vm_id        uuid NOT NULL,
    user_id      uuid NOT NULL REFERENCES users,
    user_name    text NOT NULL,
    sign_in_id   uuid,
    access       text NOT NULL CHECK (access IN ('View', 'Control')),
    from_address text NOT NULL CHECK (length(from_address) <= 100),
    opened_at    timestamptz NOT NULL,
    cut_at       timestamptz
);
CREATE INDEX console_connections_user ON console_connections (user_id);
CREATE INDEX console_connections_replica ON console_connections (replica);

CREATE TABLE replicas (
    id      uuid PRIMARY KEY,
    seen_at timestamptz NOT NULL
);

CREATE TABLE leases (
    name       text PRIMARY KEY CHECK (length(name) <= 100),
    holder     uuid NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE TABLE settings (
    name  text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
    value json NOT NULL
);

---------------------------------------------------------------- secrets

CREATE TABLE master_key (
    only_one    boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    fingerprint text NOT NULL
);

CREATE TABLE secrets (
    name       text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
    ciphertext bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE data_protection_keys (
    name       text PRIMARY KEY,
    xml        text NOT NULL,
    seal       bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

---------------------------------------------------------------- what is written once

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once and never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER template_versions_stay BEFORE UPDATE ON template_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER module_versions_stay BEFORE UPDATE ON module_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER module_machines_stay BEFORE UPDATE ON module_machines FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_log (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    action       text NOT NULL CHECK (length(action) <= 100),
    outcome      text NOT NULL CHECK (outcome IN ('Done', 'Refused', 'Failed')),
    actor        text NOT NULL CHECK (length(actor) <= 64),
    actor_id     uuid,
    target       text NOT NULL CHECK (length(target) <= 300),
    from_address text NOT NULL CHECK (length(from_address) <= 100),
    detail       text CHECK (length(detail) <= 500)
);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_action ON audit_log (action text_pattern_ops, id);

-- Guards against mistakes, not against whoever owns the database.
CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('vdi.audit_retention', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The audit log is written once and never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_stays();
CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays();

-- The one way to shorten the audit log.
CREATE FUNCTION audit_log_forget(before timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE forgotten bigint;
BEGIN
    PERFORM set_config('vdi.audit_retention', 'on', true);
    DELETE FROM audit_log WHERE at < before;
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    PERFORM set_config('vdi.audit_retention', 'off', true);
    RETURN forgotten;
END $$;
