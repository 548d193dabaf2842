namespace VdiPortal.Store.Keys;

/// <summary>The file with the installation's master key is missing, damaged, or another installation's. The message says what to restore.</summary>
public sealed class MasterKeyException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public MasterKeyException()
    {
    }

    /// <summary>Makes one that says what to restore.</summary>
    public MasterKeyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that says what to restore.</summary>
    public MasterKeyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
