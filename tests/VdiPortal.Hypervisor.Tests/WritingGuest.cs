using VdiPortal.Hypervisor.Images;
using VdiPortal.Hypervisor.Machines;
using VdiPortal.Hypervisor.Ready;

namespace VdiPortal.Hypervisor.Tests;

/// <summary>A boot sector that writes one sector in each 64 KiB of its 16 MiB disk and then says so on the serial port.</summary>
internal static class WritingGuest
{
    private const int DiskBytes = 16 * 1024 * 1024;

    /* xor ax,ax; mov ds,ax; mov ss,ax; mov sp,0x7c00
       next: mov ah,0x43; xor al,al; mov dl,0x80; mov si,packet; int 0x13      write the sector
             add word [lba],128; cmp word [lba],0x7f80; jb next
             mov si,text
       say:  lodsb; test al,al; jz done; mov dx,0x3f8; out dx,al; jmp say
       done: hlt; jmp done
       text: "WROTE ALL\n"; packet: 16, 1 sector, from 0:0x7c00, lba: 128 */
    private static readonly byte[] Code = Convert.FromHexString(
        "31c08ed88ed0bc007cb44330c0b280be407ccd138106487c8000813e487c807f72e7be337cac84c07406baf803eeebf5f4ebfd57524f544520414c4c"
        + "0a00669010000100007c00008000000000000000");

    /// <summary>Imports it.</summary>
    public static async Task<ImageRef> ImportAsync(TestHost host)
    {
        var disk = new byte[DiskBytes];
        Code.CopyTo(disk, 0);
        (disk[510], disk[511]) = (0x55, 0xaa);
        var path = Path.Combine(Path.GetTempPath(), "vdi-writing-" + Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(path, disk);
        var imported = await host.Hypervisor.Images.ImportAsync(path, "raw");
        File.Delete(path);
        Assert.True(imported.Succeeded, imported.Failure?.Message);
        return imported.Value.Image;
    }

    /// <summary>A machine of it.</summary>
    public static MachineSpec ToSpec(TestHost host, ImageRef image) => host.Paint.ToSpec() with
    {
        Disk = new DiskSpec(image, null),
        Ready = Criteria.Of(new MarkerPoint(MarkerChannel.Serial, "WROTE ALL")),
    };
}
