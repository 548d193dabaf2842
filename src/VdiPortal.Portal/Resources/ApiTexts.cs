namespace VdiPortal.Portal.Resources;

/// <summary>Texts of the REST API's errors, by their code.</summary>
internal sealed class ApiTexts;
