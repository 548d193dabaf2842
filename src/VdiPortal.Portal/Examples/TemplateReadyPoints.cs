using System.Text.Json;

namespace VdiPortal.Portal.Examples;

/// <summary>Earlier ready points that a template declares beside <c>ready</c> (docs/templates.md).</summary>
/// <param name="BeforeOs">When its operating system has not begun; null for none.</param>
/// <param name="AfterOs">When its operating system runs; null for none.</param>
internal sealed record TemplateReadyPoints(JsonElement? BeforeOs, JsonElement? AfterOs);
