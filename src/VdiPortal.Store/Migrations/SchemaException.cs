namespace VdiPortal.Store.Migrations;

/// <summary>The database's schema and this program do not go together. The message says what to do.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public SchemaException()
    {
    }

    /// <summary>Makes one that says what is wrong and what to do.</summary>
    public SchemaException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that says what is wrong and what to do.</summary>
    public SchemaException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
