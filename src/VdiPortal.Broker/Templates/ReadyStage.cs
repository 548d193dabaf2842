namespace VdiPortal.Broker.Templates;

/// <summary>How far a VM has come when it is kept warm (requirements B1, B3), the earliest first.</summary>
public enum ReadyStage
{
    /// <summary>Its hardware is there, its operating system has not begun.</summary>
    BeforeOs,

    /// <summary>Its operating system runs.</summary>
    AfterOs,

    /// <summary>Its desktop and services stand: what the template's ready criterion says.</summary>
    AfterServices,
}
