using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace VdiPortal.Store.Keys;

/// <summary>Decrypts what <see cref="KeyRingEncryptor"/> encrypted. The key ring makes it by its type's name: it must not be renamed.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var box = Convert.FromBase64String((string)encryptedElement.Element("value")!);
        var plain = services.GetRequiredService<MasterKeyHolder>().Get().Decrypt(KeyRingEncryptor.Purpose, box);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
