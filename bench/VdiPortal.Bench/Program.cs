Console.WriteLine("usage: ./measure NAME");
