-- Orders of 2018 in the old shop. States there: P paid, S sent, D done, X cancelled.
COPY shop.legacy_orders (order_no, email, full_name, city, ordered_at, state, number, quantity, unit_price) FROM STDIN;
A2018-0001	emil.claasen@example.org	Emil Claasen	Hamburg	2018-01-14 21:07	X	B-01097	1	10.40
A2018-0001	emil.claasen@example.org	Emil Claasen	Hamburg	2018-01-14 21:07	X	B-01112	1	19.40
A2018-0002	ida.falk@example.org	Ida Falk	Vienna	2018-01-22 00:37	D	B-01085	1	8.40
A2018-0003	emil.claasen@example.org	Emil Claasen	Hamburg	2018-01-25 04:42	D	B-01076	3	13.40
A2018-0003	emil.claasen@example.org	Emil Claasen	Hamburg	2018-01-25 04:42	D	B-01085	3	8.40
A2018-0004	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-01-28 13:21	P	B-01010	1	14.90
A2018-0005	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-02-01 06:17	D	B-01061	2	17.40
A2018-0005	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-02-01 06:17	D	B-01085	1	8.40
A2018-0006	ida.falk@example.org	Ida Falk	Vienna	2018-02-08 10:31	D	B-01001	1	6.90
A2018-0006	ida.falk@example.org	Ida Falk	Vienna	2018-02-08 10:31	D	B-01127	1	14.90
A2018-0007	emil.claasen@example.org	Emil Claasen	Hamburg	2018-02-13 01:57	D	B-01049	2	15.40
A2018-0007	emil.claasen@example.org	Emil Claasen	Hamburg	2018-02-13 01:57	D	B-01061	1	17.40
A2018-0007	emil.claasen@example.org	Emil Claasen	Hamburg	2018-02-13 01:57	D	B-01043	1	14.40
A2018-0008	anna.claasen@example.org	Anna Claasen	Leipzig	2018-02-15 11:33	D	B-01019	1	9.90
A2018-0008	anna.claasen@example.org	Anna Claasen	Leipzig	2018-02-15 11:33	D	B-01055	1	15.90
A2018-0009	oskar.kessler@example.org	Oskar Kessler	Zurich	2018-02-17 08:27	D	B-01040	1	7.40
A2018-0010	clara.dietz@example.org	Clara Dietz	Utrecht	2018-02-24 00:51	S	B-01013	3	9.40
A2018-0010	clara.dietz@example.org	Clara Dietz	Utrecht	2018-02-24 00:51	S	B-01109	1	11.90
A2018-0011	lena.kessler@example.org	Lena Kessler	Berlin	2018-02-28 14:12	D	B-01001	1	6.90
A2018-0012	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-03-03 12:20	D	B-01010	1	14.90
A2018-0013	oskar.kessler@example.org	Oskar Kessler	Zurich	2018-03-10 08:31	P	B-01085	2	8.40
A2018-0014	anna.claasen@example.org	Anna Claasen	Leipzig	2018-03-14 01:17	D	B-01124	1	8.40
A2018-0014	anna.claasen@example.org	Anna Claasen	Leipzig	2018-03-14 01:17	D	B-01073	1	18.90
A2018-0015	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-03-20 04:30	D	B-01058	1	10.40
A2018-0015	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-03-20 04:30	D	B-01004	1	14.40
A2018-0016	karl.albrecht@example.org	Karl Albrecht	Munich	2018-03-26 01:24	D	B-01028	1	17.90
A2018-0017	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-04-01 10:40	D	B-01073	1	18.90
A2018-0018	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-04-03 21:45	D	B-01115	1	13.40
A2018-0019	lena.lorenz@example.org	Lena Lorenz	Utrecht	2018-04-09 13:24	D	B-01091	1	8.90
A2018-0019	lena.lorenz@example.org	Lena Lorenz	Utrecht	2018-04-09 13:24	D	B-01109	1	11.90
A2018-0020	marta.iversen@example.org	Marta Iversen	Vienna	2018-04-13 04:04	D	B-01118	1	6.90
A2018-0021	hugo.iversen@example.org	Hugo Iversen	Lyon	2018-04-16 20:14	P	B-01130	1	9.40
A2018-0022	lena.kessler@example.org	Lena Kessler	Berlin	2018-04-23 15:52	S	B-01019	1	9.90
A2018-0023	ida.ebert@example.org	Ida Ebert	Leipzig	2018-04-25 17:24	D	B-01136	1	9.90
A2018-0023	ida.ebert@example.org	Ida Ebert	Leipzig	2018-04-25 17:24	D	B-01076	2	13.40
A2018-0023	ida.ebert@example.org	Ida Ebert	Leipzig	2018-04-25 17:24	D	B-01049	1	15.40
A2018-0024	emil.brandt@example.org	Emil Brandt	Zurich	2018-04-30 12:57	D	B-01043	1	14.40
A2018-0025	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-05-02 23:14	D	B-01004	1	14.40
A2018-0025	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-05-02 23:14	D	B-01013	1	9.40
A2018-0025	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-05-02 23:14	D	B-01052	1	9.40
A2018-0026	emil.brandt@example.org	Emil Brandt	Zurich	2018-05-05 06:16	D	B-01100	2	16.90
A2018-0027	hugo.hartung@example.org	Hugo Hartung	Munich	2018-05-08 07:21	D	B-01064	3	10.90
A2018-0027	hugo.hartung@example.org	Hugo Hartung	Munich	2018-05-08 07:21	D	B-01127	3	14.90
A2018-0028	marta.iversen@example.org	Marta Iversen	Vienna	2018-05-15 12:58	D	B-01091	1	8.90
A2018-0029	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-05-20 12:00	D	B-01013	1	9.40
A2018-0029	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-05-20 12:00	D	B-01139	1	17.40
A2018-0030	lena.kessler@example.org	Lena Kessler	Berlin	2018-05-23 14:04	X	B-01070	1	12.40
A2018-0030	lena.kessler@example.org	Lena Kessler	Berlin	2018-05-23 14:04	X	B-01142	3	11.40
A2018-0031	emil.dietz@example.org	Emil Dietz	Zurich	2018-05-26 15:54	D	B-01016	3	16.40
A2018-0032	lena.kessler@example.org	Lena Kessler	Berlin	2018-06-02 09:51	S	B-01094	2	16.40
A2018-0033	oskar.kessler@example.org	Oskar Kessler	Zurich	2018-06-04 05:30	S	B-01112	2	19.40
A2018-0033	oskar.kessler@example.org	Oskar Kessler	Zurich	2018-06-04 05:30	S	B-01001	1	6.90
A2018-0034	ida.falk@example.org	Ida Falk	Vienna	2018-06-06 17:35	D	B-01079	3	7.40
A2018-0035	emil.dietz@example.org	Emil Dietz	Zurich	2018-06-11 21:59	X	B-01088	1	15.40
A2018-0035	emil.dietz@example.org	Emil Dietz	Zurich	2018-06-11 21:59	X	B-01103	2	11.40
A2018-0036	oskar.jahn@example.org	Oskar Jahn	Hamburg	2018-06-19 01:00	D	B-01004	3	14.40
A2018-0036	oskar.jahn@example.org	Oskar Jahn	Hamburg	2018-06-19 01:00	D	B-01043	1	14.40
A2018-0037	karl.albrecht@example.org	Karl Albrecht	Munich	2018-06-26 00:49	X	B-01001	1	6.90
A2018-0038	oskar.kessler@example.org	Oskar Kessler	Zurich	2018-06-30 21:58	D	B-01031	3	12.40
A2018-0038	oskar.kessler@example.org	Oskar Kessler	Zurich	2018-06-30 21:58	D	B-01064	1	10.90
A2018-0039	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-07-07 21:55	D	B-01127	1	14.90
A2018-0039	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-07-07 21:55	D	B-01049	3	15.40
A2018-0040	jonas.hartung@example.org	Jonas Hartung	Hamburg	2018-07-14 04:46	D	B-01073	1	18.90
A2018-0041	marta.iversen@example.org	Marta Iversen	Vienna	2018-07-19 05:59	D	B-01067	3	18.40
A2018-0041	marta.iversen@example.org	Marta Iversen	Vienna	2018-07-19 05:59	D	B-01007	1	8.40
A2018-0042	emil.brandt@example.org	Emil Brandt	Zurich	2018-07-23 20:51	D	B-01091	1	8.90
A2018-0042	emil.brandt@example.org	Emil Brandt	Zurich	2018-07-23 20:51	D	B-01052	1	9.40
A2018-0043	marta.jahn@example.org	Marta Jahn	Leipzig	2018-07-29 14:31	X	B-01061	1	17.40
A2018-0043	marta.jahn@example.org	Marta Jahn	Leipzig	2018-07-29 14:31	X	B-01136	1	9.90
A2018-0043	marta.jahn@example.org	Marta Jahn	Leipzig	2018-07-29 14:31	X	B-01118	1	6.90
A2018-0044	paul.falk@example.org	Paul Falk	Munich	2018-07-31 14:48	D	B-01136	1	9.90
A2018-0044	paul.falk@example.org	Paul Falk	Munich	2018-07-31 14:48	D	B-01052	1	9.40
A2018-0044	paul.falk@example.org	Paul Falk	Munich	2018-07-31 14:48	D	B-01109	3	11.90
A2018-0045	marta.iversen@example.org	Marta Iversen	Vienna	2018-08-02 11:29	S	B-01037	1	12.90
A2018-0045	marta.iversen@example.org	Marta Iversen	Vienna	2018-08-02 11:29	S	B-01004	1	14.40
A2018-0046	jonas.falk@example.org	Jonas Falk	Hamburg	2018-08-05 16:19	D	B-01019	2	9.90
A2018-0046	jonas.falk@example.org	Jonas Falk	Hamburg	2018-08-05 16:19	D	B-01121	3	14.40
A2018-0047	oskar.kessler@example.org	Oskar Kessler	Zurich	2018-08-11 06:23	D	B-01091	1	8.90
A2018-0048	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-08-14 20:08	X	B-01136	1	9.90
A2018-0048	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-08-14 20:08	X	B-01007	1	8.40
A2018-0049	hugo.hartung@example.org	Hugo Hartung	Munich	2018-08-19 09:57	P	B-01100	1	16.90
A2018-0049	hugo.hartung@example.org	Hugo Hartung	Munich	2018-08-19 09:57	P	B-01097	1	10.40
A2018-0049	hugo.hartung@example.org	Hugo Hartung	Munich	2018-08-19 09:57	P	B-01118	3	6.90
A2018-0050	jonas.gruber@example.org	Jonas Gruber	Zurich	2018-08-23 11:02	S	B-01085	1	8.40
A2018-0051	marta.kessler@example.org	Marta Kessler	Vienna	2018-08-27 05:42	D	B-01106	3	18.40
A2018-0051	marta.kessler@example.org	Marta Kessler	Vienna	2018-08-27 05:42	D	B-01109	2	11.90
A2018-0052	clara.claasen@example.org	Clara Claasen	Berlin	2018-09-01 13:11	D	B-01139	3	17.40
A2018-0053	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-09-04 12:24	S	B-01058	2	10.40
A2018-0054	emil.dietz@example.org	Emil Dietz	Zurich	2018-09-09 14:40	D	B-01097	1	10.40
A2018-0055	clara.claasen@example.org	Clara Claasen	Berlin	2018-09-11 16:08	P	B-01052	1	9.40
A2018-0055	clara.claasen@example.org	Clara Claasen	Berlin	2018-09-11 16:08	P	B-01094	1	16.40
A2018-0056	jonas.hartung@example.org	Jonas Hartung	Hamburg	2018-09-14 00:35	D	B-01103	1	11.40
A2018-0057	marta.iversen@example.org	Marta Iversen	Vienna	2018-09-17 04:05	P	B-01100	1	16.90
A2018-0057	marta.iversen@example.org	Marta Iversen	Vienna	2018-09-17 04:05	P	B-01130	1	9.40
A2018-0057	marta.iversen@example.org	Marta Iversen	Vienna	2018-09-17 04:05	P	B-01133	2	16.40
A2018-0058	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-09-19 18:53	X	B-01106	3	18.40
A2018-0058	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-09-19 18:53	X	B-01055	2	15.90
A2018-0059	marta.jahn@example.org	Marta Jahn	Leipzig	2018-09-23 05:26	P	B-01058	3	10.40
A2018-0060	paul.falk@example.org	Paul Falk	Munich	2018-09-28 23:20	D	B-01028	2	17.90
A2018-0061	sofia.hartung@example.org	Sofia Hartung	Berlin	2018-10-06 05:37	X	B-01079	2	7.40
A2018-0062	anna.albrecht@example.org	Anna Albrecht	Leipzig	2018-10-09 03:09	S	B-01103	1	11.40
A2018-0063	anna.brandt@example.org	Anna Brandt	Vienna	2018-10-16 08:07	P	B-01022	1	17.40
A2018-0063	anna.brandt@example.org	Anna Brandt	Vienna	2018-10-16 08:07	P	B-01094	3	16.40
A2018-0064	emil.dietz@example.org	Emil Dietz	Zurich	2018-10-19 18:11	P	B-01079	1	7.40
A2018-0064	emil.dietz@example.org	Emil Dietz	Zurich	2018-10-19 18:11	P	B-01076	1	13.40
A2018-0065	marta.iversen@example.org	Marta Iversen	Vienna	2018-10-26 11:42	D	B-01091	1	8.90
A2018-0065	marta.iversen@example.org	Marta Iversen	Vienna	2018-10-26 11:42	D	B-01100	1	16.90
A2018-0066	karl.albrecht@example.org	Karl Albrecht	Munich	2018-10-30 05:08	D	B-01025	3	11.40
A2018-0067	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-11-01 02:10	D	B-01001	3	6.90
A2018-0068	hugo.iversen@example.org	Hugo Iversen	Lyon	2018-11-05 18:30	D	B-01118	1	6.90
A2018-0069	hugo.iversen@example.org	Hugo Iversen	Lyon	2018-11-08 13:01	D	B-01118	3	6.90
A2018-0069	hugo.iversen@example.org	Hugo Iversen	Lyon	2018-11-08 13:01	D	B-01049	1	15.40
A2018-0070	jonas.gruber@example.org	Jonas Gruber	Zurich	2018-11-15 20:57	D	B-01121	2	14.40
A2018-0070	jonas.gruber@example.org	Jonas Gruber	Zurich	2018-11-15 20:57	D	B-01079	2	7.40
A2018-0071	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-11-19 05:31	P	B-01040	2	7.40
A2018-0071	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-11-19 05:31	P	B-01100	2	16.90
A2018-0071	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-11-19 05:31	P	B-01103	1	11.40
A2018-0072	hugo.iversen@example.org	Hugo Iversen	Lyon	2018-11-23 09:29	D	B-01061	2	17.40
A2018-0073	emil.dietz@example.org	Emil Dietz	Zurich	2018-11-28 10:26	D	B-01037	1	12.90
A2018-0074	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-12-01 13:22	D	B-01016	1	16.40
A2018-0074	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-12-01 13:22	D	B-01049	1	15.40
A2018-0074	karl.lorenz@example.org	Karl Lorenz	Lyon	2018-12-01 13:22	D	B-01073	1	18.90
A2018-0075	clara.dietz@example.org	Clara Dietz	Utrecht	2018-12-09 01:12	D	B-01076	3	13.40
A2018-0076	sofia.gruber@example.org	Sofia Gruber	Utrecht	2018-12-10 21:18	D	B-01022	3	17.40
A2018-0077	anna.claasen@example.org	Anna Claasen	Leipzig	2018-12-17 22:58	D	B-01130	1	9.40
A2018-0077	anna.claasen@example.org	Anna Claasen	Leipzig	2018-12-17 22:58	D	B-01037	1	12.90
A2018-0078	jonas.falk@example.org	Jonas Falk	Hamburg	2018-12-20 17:59	P	B-01097	1	10.40
A2018-0078	jonas.falk@example.org	Jonas Falk	Hamburg	2018-12-20 17:59	P	B-01109	1	11.90
A2018-0079	paul.dietz@example.org	Paul Dietz	Munich	2018-12-24 10:10	D	B-01031	1	12.40
A2018-0080	jonas.falk@example.org	Jonas Falk	Hamburg	2018-12-27 02:47	D	B-01088	1	15.40
A2018-0080	jonas.falk@example.org	Jonas Falk	Hamburg	2018-12-27 02:47	D	B-01013	1	9.40
A2018-0080	jonas.falk@example.org	Jonas Falk	Hamburg	2018-12-27 02:47	D	B-01019	1	9.90
\.

INSERT INTO shop.customers (email, full_name, created_at)
SELECT email, min(full_name), min(ordered_at)
FROM shop.legacy_orders
GROUP BY email
ORDER BY min(ordered_at);

-- The old shop kept no street in its order table; customers complete it at their next order.
INSERT INTO shop.addresses (customer_id, kind, street, postcode, city, country)
SELECT c.id, 'shipping', 'unknown', 'unknown', l.city,
       CASE l.city WHEN 'Vienna' THEN 'AT' WHEN 'Zurich' THEN 'CH' WHEN 'Utrecht' THEN 'NL' WHEN 'Lyon' THEN 'FR' ELSE 'DE' END
FROM (SELECT DISTINCT email, city FROM shop.legacy_orders) l
JOIN shop.customers c ON c.email = l.email::citext
ORDER BY c.id;

INSERT INTO shop.orders (order_no, customer_id, status, placed_at)
SELECT DISTINCT l.order_no, c.id,
       CASE l.state WHEN 'P' THEN 'paid' WHEN 'S' THEN 'shipped' WHEN 'X' THEN 'cancelled' ELSE 'delivered' END::shop.order_status,
       l.ordered_at AT TIME ZONE 'Europe/Berlin'
FROM shop.legacy_orders l
JOIN shop.customers c ON c.email = l.email::citext
ORDER BY l.order_no;

INSERT INTO shop.order_items (order_id, book_id, quantity, unit_price)
SELECT o.id, b.id, l.quantity, l.unit_price
FROM shop.legacy_orders l
JOIN shop.orders o ON o.order_no = l.order_no
JOIN shop.books b ON b.legacy_number = l.number
ORDER BY o.id, b.id;
