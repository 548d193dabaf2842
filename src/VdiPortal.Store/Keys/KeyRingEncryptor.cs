using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace VdiPortal.Store.Keys;

/// <summary>Encrypts the secret part of the key ring's keys with the master key.</summary>
internal sealed class KeyRingEncryptor(MasterKeyHolder keys) : IXmlEncryptor
{
    /// <summary>What the ciphertext is bound to; the row as a whole is sealed under its name by <see cref="KeyRingRepository"/>.</summary>
    public const string Purpose = "key ring";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var box = Convert.ToBase64String(keys.Get().Encrypt(Purpose, plain));
        return new EncryptedXmlInfo(new XElement("masterKeyEncrypted", new XElement("value", box)), typeof(KeyRingDecryptor));
    }
}
