using System.Text.Json;
using VdiPortal.Hypervisor.Images;

namespace VdiPortal.TestKit.Guests;

/// <summary>A guest image that was built for tests; <c>./test</c> builds them and sets <c>VDI_GUESTS</c>.</summary>
/// <param name="Directory">Where its files lie.</param>
/// <param name="Template">What it is.</param>
public sealed record BuiltGuest(string Directory, GuestTemplate Template)
{
    /// <summary>Environment variable that names the directory with <c>paint/</c> and <c>desktop/</c>.</summary>
    public const string Variable = "VDI_GUESTS";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>A 512-byte boot sector that paints moving bars: ready in a third of a second.</summary>
    public static BuiltGuest Paint => Load("paint");

    /// <summary>A Debian desktop with a guest agent: ready in some seconds.</summary>
    public static BuiltGuest Desktop => Load("desktop");

    /// <summary>Loads a built guest.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidOperationException">It was not built, or the variable is not set.</exception>
    public static BuiltGuest Load(string name)
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(root))
        {
            throw new InvalidOperationException($"{Variable} is not set. Run the tests with ./test, which builds the guest images, or set it to the directory that holds paint/ and desktop/.");
        }

        var directory = Path.Combine(root, name);
        var file = Path.Combine(directory, "template.json");
        return File.Exists(file)
            ? new BuiltGuest(directory, JsonSerializer.Deserialize<GuestTemplate>(File.ReadAllText(file), Json)!)
            : throw new InvalidOperationException($"{file} does not exist. Run ./test, which builds the guest images.");
    }

    /// <summary>Imports its files into a host's image store.</summary>
    /// <param name="images">The store.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImportedGuest> ImportAsync(IImageStore images, CancellationToken cancellationToken = default)
    {
        var disk = await ImportAsync(images, Template.Disk, "qcow2", cancellationToken);
        var kernel = Template.Kernel is null ? null : await ImportAsync(images, Template.Kernel, "raw", cancellationToken);
        var initrd = Template.Initrd is null ? null : await ImportAsync(images, Template.Initrd, "raw", cancellationToken);
        return new ImportedGuest(Template, disk, kernel, initrd);
    }

    private async Task<ImageRef> ImportAsync(IImageStore images, string file, string format, CancellationToken cancellationToken)
    {
        var result = await images.ImportAsync(Path.Combine(Directory, file), format, cancellationToken: cancellationToken);
        return result.Succeeded ? result.Value.Image : throw new InvalidOperationException(result.Failure.Message);
    }
}
