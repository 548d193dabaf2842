using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VdiPortal.Portal.Components.Words;

namespace VdiPortal.Portal.Tests.Components;

/// <summary>Draws single components without a browser.</summary>
internal static partial class Page
{
    /// <summary>A component's markup.</summary>
    public static Task<string> DrawAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => DrawAsync<T>(TimeProvider.System, parameters);

    /// <summary>A component's markup at some other time.</summary>
    public static async Task<string> DrawAsync<T>(TimeProvider time, params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection().AddLogging().AddLocalization().AddSingleton(time)
            .AddSingleton<SessionWords>().AddSingleton<ModuleWords>().AddSingleton<TimeWords>().AddSingleton<PoolWords>().AddSingleton<PowerWords>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters.ToDictionary(one => one.Name, one => one.Value)))).ToHtmlString());
    }

    /// <summary>What a person reads of it.</summary>
    public static async Task<string> ReadAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => await ReadAsync<T>(TimeProvider.System, parameters);

    /// <summary>What a person reads of it at some other time.</summary>
    public static async Task<string> ReadAsync<T>(TimeProvider time, params (string Name, object? Value)[] parameters)
        where T : IComponent => Blanks().Replace(WebUtility.HtmlDecode(Tag().Replace(await DrawAsync<T>(time, parameters), " ")), " ").Trim();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
