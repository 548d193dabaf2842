-- The legal steps between power states: PowerSteps.All of the broker. A test compares the two; a change there needs a migration like this one.

CREATE TABLE vm_power_steps (
    from_power text NOT NULL,
    to_power   text NOT NULL,
    PRIMARY KEY (from_power, to_power)
);

INSERT INTO vm_power_steps (from_power, to_power) VALUES
    ('Defined', 'Filling'), ('Defined', 'Booting'), ('Defined', 'Ready'), ('Defined', 'Paused'), ('Defined', 'Running'), ('Defined', 'Suspended'), ('Defined', 'Stopping'), ('Defined', 'Gone'), ('Defined', 'Failed'),
    ('Filling', 'Booting'), ('Filling', 'Ready'), ('Filling', 'Paused'), ('Filling', 'Running'), ('Filling', 'Suspended'), ('Filling', 'Stopping'), ('Filling', 'Gone'), ('Filling', 'Failed'),
    ('Booting', 'Ready'), ('Booting', 'Paused'), ('Booting', 'Running'), ('Booting', 'Suspended'), ('Booting', 'Stopping'), ('Booting', 'Gone'), ('Booting', 'Failed'),
    ('Ready', 'Paused'), ('Ready', 'Running'), ('Ready', 'Suspended'), ('Ready', 'Stopping'), ('Ready', 'Gone'), ('Ready', 'Failed'),
    ('Paused', 'Running'), ('Paused', 'Suspended'), ('Paused', 'Stopping'), ('Paused', 'Gone'), ('Paused', 'Failed'),
    ('Running', 'Paused'), ('Running', 'Suspended'), ('Running', 'Stopping'), ('Running', 'Gone'), ('Running', 'Failed'),
    ('Suspended', 'Paused'), ('Suspended', 'Running'), ('Suspended', 'Stopping'), ('Suspended', 'Gone'), ('Suspended', 'Failed'),
    ('Failed', 'Stopping'), ('Failed', 'Gone'),
    ('Stopping', 'Failed'), ('Stopping', 'Gone');

CREATE FUNCTION vms_check_power() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.power <> 'Defined' THEN
            RAISE EXCEPTION 'A VM begins as Defined, not as %', NEW.power USING ERRCODE = 'check_violation', CONSTRAINT = 'vm_power_steps';
        END IF;
    ELSIF NOT EXISTS (SELECT FROM vm_power_steps WHERE from_power = OLD.power AND to_power = NEW.power) THEN
        RAISE EXCEPTION 'No VM goes from % to %', OLD.power, NEW.power USING ERRCODE = 'check_violation', CONSTRAINT = 'vm_power_steps';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vms_check_first_power BEFORE INSERT ON vms FOR EACH ROW EXECUTE FUNCTION vms_check_power();
CREATE TRIGGER vms_check_power BEFORE UPDATE OF power ON vms FOR EACH ROW
    WHEN (OLD.power <> NEW.power) EXECUTE FUNCTION vms_check_power();
