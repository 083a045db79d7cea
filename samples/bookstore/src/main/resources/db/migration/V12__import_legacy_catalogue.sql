-- Export of the old shop, 2019-03-09. Its ISBNs are as people typed them: with and without hyphens, ten and thirteen digits.
COPY shop.legacy_books (number, isbn, title, author, sort_name, publisher, year, price, genre) FROM STDIN;
B-01001	3995010008	Moby-Dick	Herman Melville	Melville, Herman	Lindenhof Verlag	1851	6.90	adventure
B-01004	978-3-99502-017-8	Pride and Prejudice	Jane Austen	Austen, Jane	Harbour & Quill	1813	14.40	classics
B-01007	978-3-99503-034-4	Emma	Jane Austen	Austen, Jane	Editions du Pont	1815	8.40	classics
B-01010	978 3-99504-051-0	Persuasion	Jane Austen	Austen, Jane	North Pier Press	1817	14.90	classics
B-01013	3-99505-068-9	Frankenstein	Mary Shelley	Shelley, Mary	Kastanie Klassiker	1818	9.40	horror
B-01016	978-3-99501-085-8	Dracula	Bram Stoker	Stoker, Bram	Lindenhof Verlag	1897	16.40	horror
B-01019	978-3-99502-102-1	The Time Machine	H. G. Wells	Wells, H. G.	Harbour & Quill	1895	9.90	science-fiction
B-01022	978 3-99503-119-8	The War of the Worlds	H. G. Wells	Wells, H. G.	Editions du Pont	1898	17.40	science-fiction
B-01025	3995041361	The Invisible Man	H. G. Wells	Wells, H. G.	North Pier Press	1897	11.40	science-fiction
B-01028	978-3-99505-153-0	Twenty Thousand Leagues Under the Sea	Jules Verne	Verne, Jules	Kastanie Klassiker	1870	17.90	science-fiction
B-01031	978-3-99501-170-1	Around the World in Eighty Days	Jules Verne	Verne, Jules	Lindenhof Verlag	1873	12.40	adventure
B-01034	978 3-99502-187-8	Treasure Island	Robert Louis Stevenson	Stevenson, Robert Louis	Harbour & Quill	1883	19.40	adventure
B-01037	3-99503-204-4	Strange Case of Dr Jekyll and Mr Hyde	Robert Louis Stevenson	Stevenson, Robert Louis	Editions du Pont	1886	12.90	horror
B-01040	978-3-99504-221-7	Great Expectations	Charles Dickens	Dickens, Charles	North Pier Press	1861	7.40	classics
B-01043	978-3-99505-238-4	Bleak House	Charles Dickens	Dickens, Charles	Kastanie Klassiker	1853	14.40	classics
B-01046	978 3-99501-255-5	A Tale of Two Cities	Charles Dickens	Dickens, Charles	Lindenhof Verlag	1859	7.90	classics
B-01049	3995022723	Middlemarch	George Eliot	Eliot, George	Harbour & Quill	1871	15.40	classics
B-01052	978-3-99503-289-8	Silas Marner	George Eliot	Eliot, George	Editions du Pont	1861	9.40	classics
B-01055	978-3-99504-306-1	Jane Eyre	Charlotte Brontë	Brontë, Charlotte	North Pier Press	1847	15.90	classics
B-01058	978 3-99505-323-7	Wuthering Heights	Emily Brontë	Brontë, Emily	Kastanie Klassiker	1847	10.40	classics
B-01061	3-99501-340-6	Madame Bovary	Gustave Flaubert	Flaubert, Gustave	Lindenhof Verlag	1857	17.40	classics
B-01064	978-3-99502-357-5	Effi Briest	Theodor Fontane	Fontane, Theodor	Harbour & Quill	1895	10.90	classics
B-01067	978-3-99503-374-1	Der Stechlin	Theodor Fontane	Fontane, Theodor	Editions du Pont	1897	18.40	classics
B-01070	978 3-99504-391-7	Buddenbrooks	Thomas Mann	Mann, Thomas	North Pier Press	1901	12.40	classics
B-01073	3995054080	The Trial	Franz Kafka	Kafka, Franz	Kastanie Klassiker	1925	18.90	classics
B-01076	978-3-99501-425-2	The Metamorphosis	Franz Kafka	Kafka, Franz	Lindenhof Verlag	1915	13.40	classics
B-01079	978-3-99502-442-8	Crime and Punishment	Fyodor Dostoevsky	Dostoevsky, Fyodor	Harbour & Quill	1866	7.40	classics
B-01082	978 3-99503-459-5	The Idiot	Fyodor Dostoevsky	Dostoevsky, Fyodor	Editions du Pont	1869	13.90	classics
B-01085	3-99504-476-X	Anna Karenina	Leo Tolstoy	Tolstoy, Leo	North Pier Press	1878	8.40	classics
B-01088	978-3-99505-493-7	War and Peace	Leo Tolstoy	Tolstoy, Leo	Kastanie Klassiker	1869	15.40	classics
B-01091	978-3-99501-510-5	Heart of Darkness	Joseph Conrad	Conrad, Joseph	Lindenhof Verlag	1899	8.90	adventure
B-01094	978 3-99502-527-2	Lord Jim	Joseph Conrad	Conrad, Joseph	Harbour & Quill	1900	16.40	adventure
B-01097	3995035442	The Picture of Dorian Gray	Oscar Wilde	Wilde, Oscar	Editions du Pont	1890	10.40	horror
B-01100	978-3-99504-561-4	The Turn of the Screw	Henry James	James, Henry	North Pier Press	1898	16.90	horror
B-01103	978-3-99505-578-1	The Age of Innocence	Edith Wharton	Wharton, Edith	Kastanie Klassiker	1920	11.40	classics
B-01106	978 3-99501-595-2	Walden	Henry David Thoreau	Thoreau, Henry David	Lindenhof Verlag	1854	18.40	philosophy
B-01109	3-99502-612-5	Meditations	Marcus Aurelius	Marcus Aurelius	Harbour & Quill	180	11.90	philosophy
B-01112	978-3-99503-629-2	The Republic	Plato	Plato	Editions du Pont	-375	19.40	philosophy
B-01115	978-3-99504-646-8	Beyond Good and Evil	Friedrich Nietzsche	Nietzsche, Friedrich	North Pier Press	1886	13.40	philosophy
B-01118	978 3-99505-663-4	On the Origin of Species	Charles Darwin	Darwin, Charles	Kastanie Klassiker	1859	6.90	natural-history
B-01121	3995016804	The Voyage of the Beagle	Charles Darwin	Darwin, Charles	Lindenhof Verlag	1839	14.40	natural-history
B-01124	978-3-99502-697-2	Cosmos	Alexander von Humboldt	Humboldt, Alexander von	Harbour & Quill	1845	8.40	natural-history
B-01127	978-3-99503-714-5	The Natural History of Selborne	Gilbert White	White, Gilbert	Editions du Pont	1789	14.90	natural-history
B-01130	978 3-99504-731-1	Alice's Adventures in Wonderland	Lewis Carroll	Carroll, Lewis	North Pier Press	1865	9.40	children
B-01133	3-99505-748-9	Through the Looking-Glass	Lewis Carroll	Carroll, Lewis	Kastanie Klassiker	1871	16.40	children
B-01136	978-3-99501-765-9	The Wind in the Willows	Kenneth Grahame	Grahame, Kenneth	Lindenhof Verlag	1908	9.90	children
B-01139	978-3-99502-782-5	Grimms' Fairy Tales	Jacob Grimm	Grimm, Jacob	Harbour & Quill	1812	17.40	fairy-tales
B-01142	978 3-99503-799-2	Fairy Tales Told for Children	Hans Christian Andersen	Andersen, Hans Christian	Editions du Pont	1837	11.40	fairy-tales
\.

INSERT INTO shop.publishers (name)
SELECT DISTINCT publisher FROM shop.legacy_books ORDER BY publisher;

INSERT INTO shop.authors (full_name, sort_name)
SELECT DISTINCT author, sort_name FROM shop.legacy_books ORDER BY sort_name;

INSERT INTO shop.books (isbn, title, publisher_id, published_year, price, legacy_number)
SELECT l.isbn, l.title, p.id, l.year, l.price, l.number
FROM shop.legacy_books l
JOIN shop.publishers p ON p.name = l.publisher
ORDER BY l.number;

INSERT INTO shop.book_authors (book_id, author_id)
SELECT b.id, a.id
FROM shop.legacy_books l
JOIN shop.books b ON b.legacy_number = l.number
JOIN shop.authors a ON a.full_name = l.author;

INSERT INTO shop.book_genres (book_id, genre_id)
SELECT b.id, g.id
FROM shop.legacy_books l
JOIN shop.books b ON b.legacy_number = l.number
JOIN shop.genres g ON g.slug = l.genre;

INSERT INTO inventory.stock (warehouse_id, book_id, quantity, shelf)
SELECT w.id, b.id, 5 + (b.id * w.id) % 20, chr(65 + b.id % 8) || '-' || b.id
FROM shop.books b
CROSS JOIN inventory.warehouses w
WHERE w.code <> 'HAM' OR b.id % 2 = 0;
