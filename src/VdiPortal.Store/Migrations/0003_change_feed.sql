-- The outbox of the change feed. Rows are written by triggers, at changes of state only: NOTIFY takes a lock on the whole
-- instance at commit. The payload carries all that a notice has; the rows are read after an interruption only.

CREATE TABLE changes (
    sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Numbers become visible out of order. "Not older than the oldest transaction that was open when I last looked" is exact.
    xid      xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at       timestamptz NOT NULL DEFAULT now(),
    topic    text NOT NULL,
    id       uuid NOT NULL,
    scope    uuid NOT NULL
);
CREATE INDEX changes_xid ON changes (xid);
CREATE INDEX changes_at ON changes (at);

CREATE FUNCTION announce(topic text, id uuid, scope uuid DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    nobody constant uuid := '00000000-0000-0000-0000-000000000000';
    number bigint;
BEGIN
    INSERT INTO changes (topic, id, scope)
    VALUES (announce.topic, announce.id, coalesce(announce.scope, nobody)) RETURNING sequence INTO number;
    PERFORM pg_notify('vdi_changes', concat_ws(' ', number, announce.topic, announce.id, coalesce(announce.scope, nobody)));
END $$;

CREATE FUNCTION vms_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('Vm', NEW.id, NEW.host_id);
    IF TG_OP = 'INSERT' OR NEW.generation <> OLD.generation OR NEW.wish <> OLD.wish THEN
        PERFORM announce('Wish', NEW.id, NEW.host_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER vms_announce_new AFTER INSERT ON vms FOR EACH ROW EXECUTE FUNCTION vms_announce();
CREATE TRIGGER vms_announce AFTER UPDATE ON vms FOR EACH ROW
    WHEN ((OLD.power, OLD.wish, OLD.generation, OLD.session_id, OLD.desktop_id, OLD.progress, OLD.failure_code, OLD.failure_detail)
        IS DISTINCT FROM
        (NEW.power, NEW.wish, NEW.generation, NEW.session_id, NEW.desktop_id, NEW.progress, NEW.failure_code, NEW.failure_detail))
    EXECUTE FUNCTION vms_announce();

CREATE FUNCTION sessions_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('Session', NEW.id, NEW.user_id);
    RETURN NULL;
END $$;
CREATE TRIGGER sessions_announce_new AFTER INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION sessions_announce();
CREATE TRIGGER sessions_announce AFTER UPDATE ON sessions FOR EACH ROW
    WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION sessions_announce();

CREATE FUNCTION hosts_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('Host', NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER hosts_announce_new AFTER INSERT ON hosts FOR EACH ROW EXECUTE FUNCTION hosts_announce();
CREATE TRIGGER hosts_announce AFTER UPDATE ON hosts FOR EACH ROW
    WHEN ((OLD.state, OLD.announced_slots, OLD.announced_mib, OLD.problem, OLD.connection)
        IS DISTINCT FROM (NEW.state, NEW.announced_slots, NEW.announced_mib, NEW.problem, NEW.connection))
    EXECUTE FUNCTION hosts_announce();

CREATE FUNCTION modules_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('Module', NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER modules_announce AFTER INSERT OR UPDATE ON modules FOR EACH ROW EXECUTE FUNCTION modules_announce();

-- Who sees a module is part of it.
CREATE FUNCTION access_rules_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM announce('Module', OLD.module_id);
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.module_id <> OLD.module_id) THEN
        PERFORM announce('Module', NEW.module_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER access_rules_announce AFTER INSERT OR UPDATE OR DELETE ON access_rules
    FOR EACH ROW EXECUTE FUNCTION access_rules_announce();

CREATE FUNCTION desktops_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('Desktop', NEW.id, NEW.user_id);
    RETURN NULL;
END $$;
CREATE TRIGGER desktops_announce_new AFTER INSERT ON desktops FOR EACH ROW EXECUTE FUNCTION desktops_announce();
CREATE TRIGGER desktops_announce AFTER UPDATE ON desktops FOR EACH ROW
    WHEN ((OLD.home_host, OLD.has_disk, OLD.module_version, OLD.template_id, OLD.template_version)
        IS DISTINCT FROM (NEW.home_host, NEW.has_disk, NEW.module_version, NEW.template_id, NEW.template_version))
    EXECUTE FUNCTION desktops_announce();

CREATE FUNCTION console_connections_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM announce('Console', NEW.id, NEW.user_id);
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM announce('Console', OLD.id, OLD.user_id);
    ELSE
        PERFORM announce('ConsoleCut', NEW.id, NEW.replica);
    END IF;
    RETURN NULL;
END $$;
-- A request to cut is announced as often as it is made: the first may have gone unheard.
CREATE TRIGGER console_connections_announce AFTER INSERT OR DELETE OR UPDATE OF cut_at ON console_connections
    FOR EACH ROW EXECUTE FUNCTION console_connections_announce();

CREATE FUNCTION sign_ins_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('SignIn', NEW.id, NEW.user_id);
    RETURN NULL;
END $$;
CREATE TRIGGER sign_ins_announce AFTER UPDATE ON sign_ins FOR EACH ROW
    WHEN ((OLD.revoked_at, OLD.expired) IS DISTINCT FROM (NEW.revoked_at, NEW.expired))
    EXECUTE FUNCTION sign_ins_announce();

CREATE FUNCTION users_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('User', NEW.id, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER users_announce_new AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION users_announce();
CREATE TRIGGER users_announce AFTER UPDATE ON users FOR EACH ROW
    WHEN ((OLD.display_name, OLD.role, OLD.disabled) IS DISTINCT FROM (NEW.display_name, NEW.role, NEW.disabled))
    EXECUTE FUNCTION users_announce();

-- Settings have names, notices have ids: the id is the name's MD5.
CREATE FUNCTION settings_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM announce('Setting', md5(NEW.name)::uuid);
    RETURN NULL;
END $$;
CREATE TRIGGER settings_announce AFTER INSERT OR UPDATE ON settings FOR EACH ROW EXECUTE FUNCTION settings_announce();
